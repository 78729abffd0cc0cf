delete from answers where forget_at <= $1
