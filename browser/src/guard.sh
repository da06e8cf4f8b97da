# Ends the browser when the process that started it is gone, however it died.
#
# $1      directory to remove at the end
# stdin   one line for each browser: the id of its process group, or an empty
#         line when it has ended; each line first stops the group before it
# stdout  one line for each line read, when the old group is gone
#
# The end of stdin is the owner's death (or its wish to stop everything).
group=

stop() {
    [ -n "$group" ] || return 0
    kill -TERM "-$group" 2>/dev/null
    tries=0
    while kill -0 "-$group" 2>/dev/null && [ "$tries" -lt 40 ]; do
        sleep 0.05
        tries=$((tries + 1))
    done
    kill -KILL "-$group" 2>/dev/null
    group=
}

while read -r next; do
    stop
    group=$next
    echo ready
done

stop
# A killed Firefox may still be writing its profile for a moment.
rm -rf -- "$1" 2>/dev/null || { sleep 0.5; rm -rf -- "$1"; }
