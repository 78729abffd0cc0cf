//! What elements show: pictures with what is said of them, recordings, things of other houses.

use super::super::Malformed;
use super::super::media;
use super::super::origin::Origins;
use super::super::reading::Manner;
use super::super::refused::ManuscriptRefused;
use super::{Builder, Flow, Inside, taken};
use crate::body::{Block, Embed, Image, Node, Plain, Recording};
use crate::markup::{At, Element, Tree};
use crate::picture::{Media, Picture};
use crate::text::words_of;

impl Builder<'_> {
    pub(super) fn picture(&mut self, element: &Element, at: At, flow: &mut Flow) -> Result<(), Malformed> {
        let Element::Picture { title, .. } = element else {
            return Ok(());
        };
        let link = flow.link();
        self.part(flow);
        let image = self.pictured(element, at)?;
        let content = crate::text::plain(title.trim());
        let id = self.note_at(at);
        self.source
            .reading
            .renote(&id, |noted| noted.texts = vec![Origins::nowhere(title.trim())]);
        flow.blocks.push(Block::Image(Node {
            attrs: Image { id, image, link },
            content,
        }));
        Ok(())
    }

    fn pictured(&self, element: &Element, at: At) -> Result<Picture, Malformed> {
        let (source, alt, credit) = match element {
            Element::Picture { source, alt, credit, .. } => (source.as_str(), alt.as_str(), credit.clone()),
            _ => ("", "", None),
        };
        let is_loose = self.source.reading.how.manner == Manner::Loose;
        let credit = credit.or_else(|| self.credit.clone()).or(is_loose.then(String::new));
        let no_credit = || {
            self.source
                .malformed(self.place(at).saturating_sub(self.source.base), ManuscriptRefused::NoCreditInMarkup)
        };
        Ok(Picture {
            picture: Media::from(source.to_owned()),
            credit: credit.ok_or_else(no_credit)?,
            alt: alt.to_owned(),
            focal: None,
            taken: None,
            archives: false,
        })
    }

    /// Pictures with what is said of them. What is said of several, or of none, stands behind them.
    pub(super) fn figure(&mut self, content: Vec<Tree>, flow: &mut Flow) -> Result<(), Malformed> {
        let (caption, shown) = taken(content, |element| *element == Element::Caption);
        let (credit, caption) = taken(caption.unwrap_or_default(), |element| *element == Element::Credit);
        let credit = credit.map(|credit| self.running(credit, &mut flow.inside())).transpose()?;
        let credit = credit.map(|((text, _), _)| words_of(&text).trim().to_owned());
        let around = std::mem::replace(&mut self.credit, credit);
        let mut inside = Flow {
            depth: flow.depth,
            marks: flow.marks.clone(),
            ..Flow::default()
        };
        self.flow(shown, &mut inside)?;
        self.part(&mut inside);
        self.credit = around;
        let ((text, origins), beside) = self.running(caption, &mut flow.inside())?;
        match inside.blocks.as_mut_slice() {
            [Block::Image(image)] => {
                if !text.is_empty() {
                    self.source.reading.renote(&image.attrs.id, |noted| noted.texts = vec![origins]);
                    image.content = text;
                }
            }
            [Block::Table(table)] if table.attrs.caption.is_none() => {
                table.attrs.caption = Some(words_of(&text)).filter(|words| !words.is_empty());
            }
            _ if text.is_empty() => {}
            _ => {
                let attrs = Plain {
                    id: self.note(vec![origins]),
                };
                inside.blocks.push(Block::Paragraph(Node { attrs, content: text }));
            }
        }
        flow.blocks.append(&mut inside.blocks);
        flow.blocks.extend(beside);
        Ok(())
    }

    pub(super) fn frame(&self, element: Element, at: At, flow: &mut Flow) {
        let Element::Frame { address, title } = element else {
            return;
        };
        self.part(flow);
        let address = address
            .strip_prefix("//")
            .map_or_else(|| address.clone(), |rest| format!("https://{rest}"));
        let house = address.split("://").nth(1).and_then(|rest| rest.split(['/', '?', '#']).next());
        let title = title.or_else(|| house.map(|house| house.trim_start_matches("www.").to_owned()));
        flow.blocks.push(Block::Embed(Node {
            attrs: Embed {
                id: self.note_at(at),
                title: title.unwrap_or_else(|| address.clone()),
                address,
                provider: None,
                still: None,
            },
            content: Vec::new(),
        }));
    }

    pub(super) fn recording(&mut self, element: Element, inside: Inside, flow: &mut Flow) -> Result<(), Malformed> {
        let Inside { at, content } = inside;
        let Element::Recording {
            is_film,
            file,
            title,
            credit,
            poster,
        } = element
        else {
            return Ok(());
        };
        let of = if is_film { "video" } else { "audio" };
        let Some(file) = file.or_else(|| source_in(&content)) else {
            return self.flow(content, flow);
        };
        let wanted = media::Wanted {
            file,
            title,
            credit,
            poster,
        };
        let place = self.place(at).saturating_sub(self.source.base);
        let recording = media::recording_in_markup(of, wanted, self.source.reading.how.manner)
            .map_err(|refused| self.source.malformed(place, refused))?;
        let node = Node {
            attrs: Recording {
                id: self.note_at(at),
                ..recording
            },
            content: Vec::new(),
        };
        flow.blocks.push(if is_film { Block::Video(node) } else { Block::Audio(node) });
        Ok(())
    }
}

fn source_in(content: &[Tree]) -> Option<String> {
    content.iter().find_map(|tree| match tree {
        Tree::Element {
            element: Element::Source { file },
            ..
        } => Some(file.clone()),
        _ => None,
    })
}
