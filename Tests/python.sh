# For scripts of this folder: a python3 with modules that Debian's need not have.

# python_with VENV MODULE... sets `python` to a python3 that has the modules: the one on the path, else one
# in a virtual environment at VENV, filled from PyPI. A Debian without venv is given one when this runs as
# root.
python_with() {
  venv=$1
  shift
  imports="import $(echo "$*" | tr ' ' ',')"
  python=python3
  if python3 -c "$imports" 2> /dev/null; then return; fi
  python=$venv/bin/python
  if "$python" -c "$imports" 2> /dev/null; then return; fi
  if ! python3 -m venv "$venv" && command -v apt-get > /dev/null && [ "$(id -u)" = 0 ]; then
    apt-get update -qq && apt-get install -y -qq python3-venv > /dev/null
    python3 -m venv --clear "$venv"
  fi
  "$venv/bin/pip" install -q "$@"
}
