//! House files: read over a house, their examples held against the desk.

mod examples;
mod file;
mod reading;

use std::sync::OnceLock;

use crate::house::House;

pub use file::{HouseFault, HouseRefused};

impl House {
    /// The house style as it ships.
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<House> = OnceLock::new();
        SHIPPED.get_or_init(|| reading::shipped(include_str!("../../house/default.toml")))
    }

    /// A paper's house file over the one that ships.
    pub fn read(toml: &str) -> Result<Self, HouseRefused> {
        Self::shipped().overlaid(toml)
    }

    /// A house file over this house: what it names is its own, the rest stays.
    pub fn overlaid(&self, toml: &str) -> Result<Self, HouseRefused> {
        reading::read(toml, self)
    }
}

impl Default for House {
    fn default() -> Self {
        Self::shipped().clone()
    }
}
