"""Lists by which a name is told from other capitalised words, each a text of words."""

from __future__ import annotations

from typing import Final

__all__ = [
    "ABBREVIATIONS", "GIVEN", "GIVEN_WORDS", "NOBODY", "NO_PERSON", "OF_THE_CALENDAR", "SURNAMES",
]  # fmt: skip


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Given names that are no ordinary word, month or place: enough by themselves in a sentence.
GIVEN: Final = _words(
    """
    aaron abdul abigail adam adrian agnieszka ahmed aidan aisha alan albert alex alexander
    alexandra alfie ali alice alison amanda amelia amina amir amy andrea andrew angela anil
    anita ann anna anne anthony antonio aoife archie arthur ashley asif ayesha barbara barry
    beatrice ben benjamin bernard beth bethany beverley brenda brian bridget callum cameron carl
    carol caroline catherine charles charlie charlotte cheryl chloe chris christina christine
    christopher claire clare colin connor craig daisy daniel danielle darren dave david dawn
    dean debbie deborah denise dennis derek diana diane dominic donald donna doris dorothy
    duncan edith edward eileen elaine eleanor elizabeth ella ellen ellie emily emma eric erin
    ethan eva evelyn fatima fiona florence frances francis fraser gareth gary gavin gemma
    geoffrey george georgia gerald gillian glen gloria gordon graeme graham hamza hannah harold
    harpreet harriet harry hassan hayley hazel heather helen henry hilary holly howard hugh ian
    ibrahim imran irene isaac isabella isla jack jackie jacob jacqueline jacqui jade jake james
    jamie jan jane janet janice jasmine jason jean jeff jennifer jenny jeremy jessica jill joan
    joanna joanne joe john jonathan jordan joseph josh joshua joyce judith julia julian julie
    karen karl kate katherine kathleen katie katy kaye keith kelly ken kenneth kerry kevin
    khadija kieran kim kirsty kumar kyle laura lauren leah leanne lee leo leon lesley leslie
    lewis liam lily linda lisa liz lorraine louis louise lucy luke lynn lynne maggie malcolm
    mandeep marcus margaret maria marian marie marion martin mary matthew maureen megan melanie
    melissa michael michelle mike millie mohamed mohammad mohammed molly monica muhammad nadia
    naomi natalie natasha nathan neil niamh nicholas nick nicola nigel noah norma oliver olivia
    omar oscar owen pamela patricia paul paula pauline peter philip phillip priya rachael rachel
    raj rajesh ravi raymond rebecca rhys richard rita robert robin roger ronald rory rosemary
    rosie ross roy ruby russell ruth ryan sadia sally sam samantha samina samuel sandra sanjay
    sara sarah sean sebastian shannon sharon shaun sheila shirley simon sinead siobhan sophia
    sophie stacey stanley stephanie stephen steve steven stuart sunita susan suzanne sylvia
    tamara tanya tara terence teresa theresa thomas tim timothy tina toby tom tomasz tony tracey
    tracy trevor usman valerie vanessa vera veronica vicky vincent violet vivienne wayne wendy
    william yasmin yusuf yvonne zainab zara zoe
    """
)
#: Given names that are other words too: only before a surname.
GIVEN_WORDS: Final = _words(
    """
    alex ali amber april art ashley august austin autumn basil bill carol charity chase chelsea
    chris daisy dale dawn dean drew faith florence frank gene georgia glen grace grant guy harry
    hazel heath heather holly hope india israel ivy jack jade jan jasmine jean jordan joy june
    kaye kelly kim lance lee leo leslie lewis lily mark may mercy miles misty olive page paige
    paris pat penny ray rich rob robin rose ross ruby sam sandy skip sue summer tara troy
    victoria violet wade will
    """
)
#: Words of organisations, places, roles and the work: with one of them it is nobody's name.
NOBODY: Final = _words(
    """
    a academy act action acts additional administrator administrators advice adviser advisory
    agency agreement all-staff an and annex annual answer appeal appendix approved area areas
    army as assembly assessment assistant association at audit authority avenue bank bench bill
    board borough branch bridge briefing briefings britain british building bureau bus business
    by cabinet care case cases castle central centre centres chair chamber chancellor chapter
    charity chief children christmas church city civil clerk clinic close club code college
    commission commissioner committee community company constabulary contract coordinator
    cottage council counsel county court courts crescent criminal crown data december delivery
    department deputies deputy director directorate disclosure district division document drive
    duty east easter eastern employment england english estate europe european excel executive
    facilitator family farm february federation figure finance fire first for force forum
    foundation freedom friday friends from garden gardens gate general general's girls google
    government governor grade great green group groups guidance hall harbour he head health
    heights high hill hmpps holiday home hospital hostel hotel house housing hub human i ict in
    independent information initiative inspection inspector inspectorate inspectors institute
    interview interviewer investigation ireland is island it item its january joint july justice
    key king king's kingdom kings lane law lead leader leaders leadership learning legal library
    limited local lodge london ltd magistrate magistrates mall management manager managers manor
    march market mayor measure measures meeting member memorial men mental microsoft minister
    ministry mission model monday national network new north north-east north-west northern note
    notes november nurse occupational october of office officer officers offices old on online
    operational outreach pact page panel parade paragraph parish park parliament parole part
    participant partner partners partnership people performance personal personnel place plan
    planning police policy port pound pounds practice practitioner practitioners pre-sentence
    premises president priority prison prisons probation programme project property protection
    public quality quarter queen queen's queens question rail reception record records recovery
    red refuge region regional rehabilitation report reports research reserve residential
    resource resources respondent restorative retail review river road room royal rules safe
    safeguarding safety saint samaritans saturday school science scotland scottish secretary
    section secure senior sentence sentencer september service services sessions she shelter
    sheriff shop single site social society software solicitor south south-east south-west
    southern speaker specialist spokesperson square staff standard standards state station
    statutory strategic strategy street studies sunday supervision supervisor support survey
    system systems table task team teams technical terrace thames that the theatre there they
    third this thursday to tower town trade training tribunal trust tuesday union unit united
    university unpaid upper vale valley victim victims village visit voluntary volunteer wales
    walk ward way we wednesday welfare welsh west western windows wing with witness women
    women's women’s word work worker workers works workshop you young youth zone
    """
)
#: Those of them that are surnames as often: after a given name they are somebody's.
SURNAMES: Final = _words(
    """
    act banks bell best bishop castle chambers church cook court cross day grant green hall hill
    house king lane london marsh north page parish park price reed ward west wood young
    """
)
#: Given names that are months and seasons as often.
OF_THE_CALENDAR: Final = _words("april august autumn june may summer")
#: Agencies, products, languages, faiths, peoples, feasts and places: capitals that are no person.
NO_PERSON: Final = _words(
    """
    aberdeen accredited addaction adobe advent afghan african afrikaans albanian algerian allah
    amazon america american android anglesey anglican apple arabic armenian asian black athens
    australia australian austrian bame bangla bangladeshi barnardo barnsley bath bedford belfast
    bengali berlin bible birmingham blackburn blackpool bolton bournemouth bradford brexit brighton
    bristol britain brussels buddhist bulgarian cafcass cambodian cambridge cambridgeshire camhs
    canada canadian cantonese capita cardiff caribbean carlisle catholic chatgpt chelmsford
    cheltenham chester china chinese christian christmas citrix colchester copilot cornwall covid
    croydon cumbria cymru czech danish darlington dari deliveroo delius derby derbyshire devon
    diwali doncaster dorset dublin dudley durham dutch easter ecstasy edinburgh egyptian eid
    england english equifax eritrean essex estonian estyn ethiopian euro european everest excel
    exeter
    facebook facetime farsi filipino finnish france french gateshead gaelic ghanaian glasgow
    gloucester god google greece greek grimsby gujarati gypsy halifax halloween hampshire hanukkah
    harrogate hebrew hereford hertfordshire hindi hindu huddersfield hull hungarian
    iceland india indian indonesian instagram internet iran iranian iraqi irish islam islamic
    israeli italian italy jamaican japan japanese jew jewish judaism kent kenyan korean kosher
    kosovan kurdish lancashire lancaster latvian leeds leicester lent libyan lincoln linkedin
    lithuanian liverpool london luton macedonian malay maltese mandarin manchester mastercard
    merseyside methodist mexican microsoft middlesbrough milton moldovan moodle moroccan muslim
    nacro naloxone ndelius nepali netflix newcastle newport nigerian nomis norfolk northampton
    northumbria norwegian norwich nottingham oasys ofgem ofsted oldham onedrive onenote oracle
    outlook oxford pakistani paris pashto pentecostal peterborough phoenix plymouth poland polish
    portsmouth portuguese powerpoint preston protestant punjabi quaker quran ramadan reading
    rochdale roma romanian rotherham russian salford salvation samaritan sainsbury scotland
    scottish scouse senedd serbian serco sharepoint sheffield shropshire sikh skype slack slovak
    slovenian smartwater sodexo somali somalia somerset southampton spanish spice stockport stoke
    sudanese suffolk sunderland surrey sussex swahili swansea swedish sylheti syrian tagalog tamil
    tesco thai tigrinya traveller turkey turkish twitter uber ugandan ukraine ukrainian ulster urdu
    vietnamese wakefield walsall warrington warwick watford welsh whatsapp wifi wi-fi wigan
    wiltshire windrush wirral wolverhampton word worcester workday xerox xmas yiddish york yorkshire
    yoruba youtube zimbabwean zoom
    covid-19 cpd crc cps dpia dwp eap edi erp gdpr hmcts hmpps hmip hmrc iom ispp lgbt mapp mappa
    marac moj nhs oasis ovs pbni pdu pnc crn pqip psr rar roh rosh sdr sfo slt spo upw vlo vpn
    """
)
#: Pairs of capitals that are no initials.
ABBREVIATIONS: Final = _words(
    """
    AI AS AT BC BY CC CJ CO CP DA DV ES EU FR GP HA HM HQ HR ID IF IN IS IT MA MP NE NI NO NW OF
    OK OM ON OR PC PO PP PQ PS QA RO SE SO SP SW TR TV UK UN US VC WC WE YO YP
    """
)
