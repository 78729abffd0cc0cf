select value from state where key = $1
