select path from addresses where path = $1 or substr(path, 1, length(cast($2 as text))) = $2 order by since, path limit 1
