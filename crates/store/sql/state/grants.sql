select account, position, role, scope, section from grants where account = $1 order by position
