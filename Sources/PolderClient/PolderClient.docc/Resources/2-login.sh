export PATH="$PWD/.build/release:$PATH"
polder login http://127.0.0.1:34409 --username researcher
