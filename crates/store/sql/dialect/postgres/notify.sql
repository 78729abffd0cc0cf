select pg_notify('rotative_' || current_schema(), cast($1 as text))
