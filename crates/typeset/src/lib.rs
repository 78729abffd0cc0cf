//! From manuscript to what readers get: page HTML, feeds, sitemaps, structured data. Escaping lives here.
//!
//! Never in it: SQL, network, a clock. The same input always gives the same bytes.

pub mod card;
pub mod context;
pub mod dates;
pub mod feed;
pub mod furniture;
pub mod history;
pub mod html;
pub mod media;
pub mod media_address;
pub mod messages;
pub mod places;
pub mod rendering;
pub mod renditions;
pub mod samples;
pub mod sharing;
pub mod sitemap;
pub mod structured;
pub mod templates;
pub mod theme;
pub mod theme_files;
pub mod title;

pub use card::Card;
pub use messages::Messages;
pub use rendering::Rendering;
pub use templates::Templates;

/// Grows with every change of what a rendering or a card holds; older ones are remade.
pub const TYPESETTER: i64 = 6;
