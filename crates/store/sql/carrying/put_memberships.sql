insert into memberships (article, thing, member_of, position)
values ($1, $2, $3, $4)
