//! Rows by name: a struct whose fields are read from the columns in order, on both engines.

/// Declares a row. Its fields are the columns of the query, in order.
macro_rules! row {
    ($(#[$doc:meta])* $name:ident { $($(#[$attribute:meta])* $field:ident : $ty:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name { $($(#[$attribute])* pub $field: $ty),+ }

        impl<'r, R> sqlx::FromRow<'r, R> for $name
        where
            R: sqlx::Row,
            usize: sqlx::ColumnIndex<R>,
            $($ty: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>),+
        {
            fn from_row(row: &'r R) -> sqlx::Result<Self> {
                let mut column = 0usize..;
                $(let $field = row.try_get(column.next().unwrap_or_default())?;)+
                Ok(Self { $($field),+ })
            }
        }
    };
}

pub(crate) use row;
