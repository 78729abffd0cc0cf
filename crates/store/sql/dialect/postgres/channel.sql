select 'rotative_' || current_schema()
