"""The screens, one a module; each shows the state and posts what the inspector wants done."""
