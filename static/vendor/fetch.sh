#!/bin/sh
# Brings the third-party front-end files into the repository, each with its licence.
# Run by hand when a version changes; the files are committed, so nothing is fetched at run time.
# htmx is not here: django-htmx bundles it (django_htmx/htmx-2.min.js).
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

unpack() {  # name version -> $work/<folder>
    (cd "$work" && mkdir -p "$3" && tar xzf "$(npm pack --silent "$1@$2")" -C "$3" --strip-components=1)
}

unpack bootstrap 5.3.9 bootstrap
unpack @tabler/icons 3.51.0 icons
unpack axe-core 4.14.1 axe

mkdir -p static/vendor/bootstrap static/vendor/tabler-icons tests/vendor/axe-core
# collectstatic follows sourceMappingURL lines and fails on the maps that are not here.
sed '/sourceMappingURL=/d' "$work/bootstrap/dist/css/bootstrap.min.css" > static/vendor/bootstrap/bootstrap.min.css
cp "$work/bootstrap/LICENSE" static/vendor/bootstrap/
cp "$work/icons/LICENSE" static/vendor/tabler-icons/
sed '/sourceMappingURL=/d' "$work/axe/axe.min.js" > tests/vendor/axe-core/axe.min.js
cp "$work/axe/LICENSE" tests/vendor/axe-core/

# One sprite of the outline icons named in icons.txt, used as <use href="icons.svg#name">.
{
    echo '<svg xmlns="http://www.w3.org/2000/svg"><!-- Tabler Icons, MIT: vendor/tabler-icons/LICENSE -->'
    while read -r name; do
        printf '<symbol id="%s" viewBox="0 0 24 24">' "$name"
        grep -E '^  <' "$work/icons/icons/outline/$name.svg" | grep -v 'M0 0h24v24H0z' | sed 's/^  //' | tr -d '\n'
        echo '</symbol>'
    done < static/vendor/icons.txt
    echo '</svg>'
} > static/icons.svg
