select account, position, role, scope, section from grants order by account, position
