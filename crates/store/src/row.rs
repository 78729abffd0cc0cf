//! Rows by name: a struct whose fields are read from the columns in order, on both engines.

use std::ops::RangeFrom;

use manuscript::commitment::Hash;
use sqlx::ValueRef as _;

use crate::broken::Broken;

/// Declares a row. Its fields are the columns of the query, in order.
macro_rules! row {
    ($(#[$doc:meta])* $name:ident { $($(#[$attribute:meta])* $field:ident : $ty:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name { $($(#[$attribute])* pub $field: $ty),+ }

        impl<'r, R> crate::row::Columns<'r, R> for $name
        where
            R: sqlx::Row,
            usize: sqlx::ColumnIndex<R>,
            $($ty: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>),+
        {
            const COUNT: usize = [$(stringify!($field)),+].len();

            fn take(row: &'r R, column: &mut std::ops::RangeFrom<usize>) -> sqlx::Result<Self> {
                $(let $field = row.try_get(column.next().unwrap_or_default())?;)+
                Ok(Self { $($field),+ })
            }
        }

        impl<'r, R> sqlx::FromRow<'r, R> for $name
        where
            R: sqlx::Row,
            usize: sqlx::ColumnIndex<R>,
            $($ty: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>),+
        {
            fn from_row(row: &'r R) -> sqlx::Result<Self> {
                crate::row::Columns::take(row, &mut (0usize..))
            }
        }
    };
}

/// Declares a row that is made of several rows, one after the other. One that a left join did not find is nothing.
macro_rules! joined {
    ($(#[$doc:meta])* $name:ident { $($field:ident : $ty:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub(crate) struct $name { $(pub(crate) $field: $ty),+ }

        impl<'r, R> sqlx::FromRow<'r, R> for $name
        where
            R: sqlx::Row,
            $($ty: crate::row::Columns<'r, R>),+
        {
            fn from_row(row: &'r R) -> sqlx::Result<Self> {
                let mut column = 0usize..;
                $(let $field = crate::row::Columns::take(row, &mut column)?;)+
                Ok(Self { $($field),+ })
            }
        }
    };
}

pub(crate) use {joined, row};

/// What is read from the next columns of a row.
pub(crate) trait Columns<'r, R: sqlx::Row>: Sized {
    /// How many they are.
    const COUNT: usize;

    fn take(row: &'r R, column: &mut RangeFrom<usize>) -> sqlx::Result<Self>;
}

impl<'r, R, T> Columns<'r, R> for Option<T>
where
    R: sqlx::Row,
    usize: sqlx::ColumnIndex<R>,
    T: Columns<'r, R>,
{
    const COUNT: usize = T::COUNT;

    fn take(row: &'r R, column: &mut RangeFrom<usize>) -> sqlx::Result<Self> {
        if row.try_get_raw(column.start)?.is_null() {
            column.start += T::COUNT;
            return Ok(None);
        }
        T::take(row, column).map(Some)
    }
}

/// A hash as it is kept.
pub(crate) fn hash_of(bytes: &[u8]) -> Result<Hash, Broken> {
    bytes
        .try_into()
        .map_err(|_| Broken::unreadable("a hash", "it is not 32 bytes long"))
}
