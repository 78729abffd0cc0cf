//! A full disk, and one that can only be read: a clear sentence, nothing acknowledged is lost, and it goes on afterwards.

use std::path::{Path, PathBuf};
use std::process::Command;

use testpaper::{Engine, TestPaper, skipped};

use crate::acts::{act, refused_act, save, until_it_says};
use crate::supervised::until_broken;
use crate::{news, on_both};

/// A small disk of its own, where this process may make one.
pub(crate) struct SmallDisk {
    at: PathBuf,
}

impl SmallDisk {
    pub(crate) fn under(folder: &Path, size: &str) -> Option<Self> {
        let at = folder.to_owned();
        std::fs::create_dir_all(&at).unwrap();
        let made = mount(&["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"], &at);
        if !made {
            assert!(std::env::var_os("CI").is_none(), "CI may mount a tmpfs: run it as root");
            skipped("a full disk", "this process may not mount a tmpfs");
        }
        made.then_some(Self { at })
    }

    /// Fills it to the last page.
    fn fill(&self) {
        let mut size = 12 << 20;
        while size >= 512 {
            let bytes = vec![7; size];
            let path = self.at.join(format!("filler-{size}"));
            if std::fs::write(&path, &bytes).is_err() {
                let _ = std::fs::remove_file(&path);
                size /= 2;
            } else {
                std::fs::rename(
                    &path,
                    self.at
                        .join(format!("full-{size}-{}", std::fs::read_dir(&self.at).unwrap().count())),
                )
                .unwrap();
            }
        }
    }

    /// Leaves so many bytes free.
    pub(crate) fn leave(&self, left: u64) {
        let free = safekeeping::doctor::Room::of(&self.at).unwrap().free;
        let filling = usize::try_from(free.checked_sub(left).unwrap()).unwrap();
        std::fs::write(self.at.join("full-but-for-some"), vec![7; filling]).unwrap();
    }

    pub(crate) fn make_room(&self) {
        for entry in std::fs::read_dir(&self.at).unwrap().flatten() {
            if entry.file_name().to_string_lossy().starts_with("full-") {
                std::fs::remove_file(entry.path()).unwrap();
            }
        }
    }

    fn remount(&self, how: &str) {
        assert!(mount(&["-o", &format!("remount,{how}")], &self.at), "remounting {how}");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.at).status();
    }
}

fn mount(options: &[&str], at: &Path) -> bool {
    Command::new("mount")
        .args(options)
        .arg(at)
        .status()
        .is_ok_and(|status| status.success())
}

fn on_a_small_disk(story: impl Fn(&TestPaper, &SmallDisk, Engine)) {
    on_both(|paper, engine| {
        let Some(disk) = SmallDisk::under(&paper.data, "12m") else { return };
        story(paper, &disk, engine);
    });
}

#[test]
fn a_full_disk_refuses_in_a_sentence_and_loses_nothing_that_was_acknowledged() {
    on_a_small_disk(|paper, disk, engine| {
        paper.write("a.md", &news("Avant", "Le texte d’avant."));
        paper.import().well();
        let served = paper.serve();
        let article = save(paper, "b.md", &news("Pendant", &"Un mot de plus. ".repeat(4_000)));
        disk.fill();
        let ran = refused_act(paper, &["publish", &article]);
        if engine == Engine::Sqlite {
            ran.refused("make room, then");
        } else {
            // The newsroom's disk is another one; this node's shelf waits for room.
            ran.well();
        }
        assert!(served.get("/2026/11/20/avant").page().contains("Le texte d’avant."), "readers read");
        disk.make_room();
        if engine == Engine::Sqlite {
            act(paper, &["publish", &article]);
        }
        until_it_says(&served, "/", "Pendant");
        assert!(paper.run(&["verify"]).well().said.contains("2 versions of 2 articles"));
        assert!(served.wait_until(|| paper.run(&["doctor"]).code == Some(0)));
    });
}

#[test]
fn a_full_disk_is_told_by_the_node_itself() {
    on_a_small_disk(|paper, disk, _| {
        paper.write("a.md", &news("Avant", "Le texte d’avant."));
        paper.import().well();
        let served = paper.serve_operated();
        disk.fill();
        until_broken(&served, "disk.full");
        assert!(served.get("/2026/11/20/avant").page().contains("Le texte d’avant."), "readers read");
        disk.make_room();
        served.says("there is room on the disk again");
    });
}

#[test]
fn a_disk_that_can_only_be_read_refuses_in_a_sentence_and_goes_on_afterwards() {
    on_a_small_disk(|paper, disk, engine| {
        paper.write("a.md", &news("Avant", "Le texte d’avant."));
        paper.import().well();
        let article = save(paper, "b.md", &news("Pendant", "Un texte."));
        disk.remount("ro");
        let ran = refused_act(paper, &["publish", &article]);
        assert_eq!(ran.code, Some(2), "{engine:?}: {}", ran.complained);
        assert!(
            ran.complained.contains("read") || ran.complained.contains("Read-only"),
            "{}",
            ran.complained
        );
        disk.remount("rw");
        act(paper, &["publish", &article]);
        let served = paper.serve();
        until_it_says(&served, "/", "Pendant");
        assert!(paper.run(&["verify"]).well().said.contains("2 versions of 2 articles"));
    });
}
