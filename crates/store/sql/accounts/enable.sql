update accounts set disabled_at = null where id = $1
