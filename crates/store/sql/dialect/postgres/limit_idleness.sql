-- How long a session may stand still in the middle of a transaction: sixty seconds, where neither the address nor the role
-- nor the database says a time of its own.
select set_config('idle_in_transaction_session_timeout', '60s', false)
where current_setting('idle_in_transaction_session_timeout') = '0'
