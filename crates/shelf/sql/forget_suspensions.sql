delete from suspensions
