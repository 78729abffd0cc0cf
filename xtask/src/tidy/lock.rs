//! The lock file: its packages, where they come from, and what each of them takes.

pub(super) const LOCK: &str = "Cargo.lock";

/// A package of the lock file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Package {
    pub(super) name: String,
    pub(super) line: usize,
    pub(super) source: Option<String>,
    /// By name, each feature's optional ones too, once anybody turns it on.
    pub(super) takes: Vec<String>,
}

pub(super) fn packages(lock: &str) -> Vec<Package> {
    let mut packages: Vec<Package> = Vec::new();
    for (number, line) in lock.lines().enumerate().map(|(at, line)| (at + 1, line)) {
        if line == "[[package]]" {
            packages.push(Package::default());
        } else if let Some(package) = packages.last_mut() {
            package.read(number, line);
        }
    }
    packages
}

impl Package {
    fn read(&mut self, number: usize, line: &str) {
        let value = |key: &str| Some(line.strip_prefix(key)?.trim_matches('"').to_owned());
        if let Some(name) = value("name = ") {
            (self.name, self.line) = (name, number);
        } else if let Some(source) = value("source = ") {
            self.source = Some(source);
        } else if let Some(taken) = line.strip_prefix(" \"") {
            // `"name"`, or `"name 1.2.3"` where there are several versions.
            let name = taken.split(['"', ' ']).next().unwrap_or_default();
            self.takes.push(name.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_read_with_what_it_takes() {
        let lock = "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nsource = \"registry+x\"\ndependencies = [\n \"b\",\n \"c 0.2.0\",\n]\n\n[[package]]\nname = \"b\"\n";
        let [a, b] = &packages(lock)[..] else { panic!("two packages") };
        assert_eq!((a.name.as_str(), a.line, a.source.as_deref()), ("a", 4, Some("registry+x")));
        assert_eq!((a.takes.as_slice(), b.line), (["b".to_owned(), "c".to_owned()].as_slice(), 13));
    }
}
