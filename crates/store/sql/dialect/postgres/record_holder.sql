-- Whoever has changed the record's row, or the table itself, and waits for nobody; the transaction that has lasted longest
-- comes first. Those who wait for the row hold a lock on its table too, but wait.
select a.pid, nullif(a.application_name, ''), cast(floor(extract(epoch from clock_timestamp() - a.xact_start)) as bigint)
from pg_locks l join pg_stat_activity a on a.pid = l.pid
where l.locktype = 'relation' and l.granted and l.mode not in ('AccessShareLock', 'RowShareLock')
  and l.database = (select d.oid from pg_database d where d.datname = current_database())
  and l.relation = cast('record_head' as regclass)
  and cardinality(pg_blocking_pids(a.pid)) = 0
order by a.xact_start limit 1
