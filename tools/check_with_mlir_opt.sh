#!/usr/bin/env bash
# Checks that stock mlir-opt reads what fusec prints, and prints the same generic form.
#
#     tools/check_with_mlir_opt.sh [file ...]        (default: all of test-inputs/models)
#
# Each file is tried as it is and after the pipelines below; FUSEC and MLIR_OPT name other tools.
set -euo pipefail
cd "$(dirname "$0")/.."
export FUSEC=${FUSEC:-.build/release/fusec}
export MLIR_OPT=${MLIR_OPT:-mlir-opt-22}

# Prints what is wrong with one file after one pipeline ("none" for no pass), and fails.
check() {
  local file=$1 pipeline=$2 options=() printed again
  if [ "$pipeline" != none ]; then options=("-passes=$pipeline"); fi
  # $(...) drops trailing newlines, which may differ.
  if ! printed=$("$FUSEC" "$file" "${options[@]}" -print-generic); then
    echo "FAIL $file, $pipeline: fusec refuses it"
    return 1
  fi
  if ! again=$("$MLIR_OPT" --allow-unregistered-dialect --mlir-print-op-generic <<<"$printed"); then
    echo "FAIL $file, $pipeline: mlir-opt refuses the generic form"
    return 1
  fi
  if [ "$printed" != "$again" ]; then
    echo "FAIL $file, $pipeline: mlir-opt prints another generic form; the first differences are"
    diff <(echo "$printed") <(echo "$again") | head -n 6 | cut -c 1-300
    return 1
  fi
  if ! "$FUSEC" "$file" "${options[@]}" \
      | "$MLIR_OPT" --allow-unregistered-dialect -o /dev/null; then
    echo "FAIL $file, $pipeline: mlir-opt refuses the default form"
    return 1
  fi
}
export -f check

files=("$@")
if [ ${#files[@]} = 0 ]; then mapfile -t files < <(find test-inputs/models -name '*.mlir' | sort); fi
for file in "${files[@]}"; do
  printf '%s\0none\0' "$file"
  # A foreign dialect is carried, not imported.
  case $file in
    *.tosa.*) ;;
    *) printf '%s\0import\0' "$file" ;;
  esac
done | xargs -0 -n 2 -P "$(nproc)" bash -c 'check "$0" "$1"'
echo "mlir-opt agrees on ${#files[@]} files"
