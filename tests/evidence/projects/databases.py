"""QualCoder and Taguette projects made by hand, in the tables that the programs publish."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

QUALCODER = """
create table project (databaseversion text, date text, memo text, about text, codername text);
create table source (id integer primary key, name text, fulltext text, mediapath text, memo text,
    owner text, date text, av_text_id integer, risid integer, unique(name));
create table code_image (imid integer primary key, id integer, x1 integer, y1 integer,
    width integer, height integer, cid integer, memo text, date text, owner text);
create table code_av (avid integer primary key, id integer, pos0 integer, pos1 integer, cid integer,
    memo text, date text, owner text, important integer);
create table annotation (anid integer primary key, fid integer, pos0 integer, pos1 integer,
    memo text, owner text, date text);
create table attribute (attrid integer primary key, name text, attr_type text, value text,
    id integer, date text, owner text);
create table case_text (id integer primary key, caseid integer, fid integer, pos0 integer,
    pos1 integer, owner text, date text, memo text);
create table cases (caseid integer primary key, name text, memo text, owner text, date text);
create table code_cat (catid integer primary key, name text, owner text, date text, memo text,
    supercatid integer);
create table code_text (ctid integer primary key, cid integer, fid integer, seltext text,
    pos0 integer, pos1 integer, owner text, date text, memo text, avid integer, important integer);
create table code_name (cid integer primary key, name text, memo text, catid integer, owner text,
    date text, color text);
create table journal (jid integer primary key, name text, jentry text, date text, owner text);
create table stored_sql (title text, description text, grouper text, ssql text);
"""

TAGUETTE = """
create table projects (id integer primary key, name varchar(200) not null, description text not
    null, created datetime not null);
create table documents (id integer primary key, name varchar(200) not null, description text not
    null, filename varchar(200), created datetime not null, project_id integer not null,
    text_direction varchar(13), contents text not null);
create table highlights (id integer primary key, document_id integer not null, start_offset integer
    not null, end_offset integer not null, snippet text not null);
create table tags (id integer primary key, project_id integer not null, path varchar(200) not null,
    description text not null);
create table highlight_tags (highlight_id integer not null, tag_id integer not null);
"""

Rows = Mapping[str, Iterable[Mapping[str, object]]]


def database(path: Path, schema: str, rows: Rows, more: Sequence[str] = ()) -> bytes:
    """A database of these tables and rows, its bytes."""
    path.unlink(missing_ok=True)
    opened = sqlite3.connect(path)
    opened.executescript(schema)
    for table, records in rows.items():
        for record in records:
            names, marks = ", ".join(record), ", ".join("?" * len(record))
            opened.execute(
                f"insert into {table} ({names}) values ({marks})",  # noqa: S608
                tuple(record.values()),
            )
    for statement in more:
        opened.execute(statement)
    opened.commit()
    opened.close()
    return path.read_bytes()
