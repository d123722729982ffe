//! XML as elements and texts, one after the other. The only code that names `quick_xml`; must not know what any element is.
//!
//! Nothing is expanded: a DOCTYPE is refused, and so is every entity but the five that XML has. A text is held only when
//! it is asked for.

use std::borrow::Cow;

use quick_xml::errors::{Error, IllFormedError, SyntaxError};
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

use super::{DEPTH, StatementError, TEXT_BYTES, kinds};

/// Longest name of an encoding that is repeated in an error.
const ENCODING_BYTES: usize = 20;

/// An element that was opened.
pub(super) struct Element<'x> {
    start: BytesStart<'x>,
    /// Whether it is of the namespace of the root.
    is_ours: bool,
}

impl Element<'_> {
    /// Its name, without a prefix.
    pub(super) fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }
}

/// What comes next within an element.
enum Step<'x> {
    Open(Element<'x>),
    Text(Cow<'x, str>),
    Close,
}

/// A document that is being read.
pub(super) struct Xml<'x> {
    reader: NsReader<&'x [u8]>,
    text: &'x str,
    namespace: String,
    /// How many elements are open.
    depth: usize,
    /// Which entry is being read, for errors.
    pub(super) at: usize,
}

type Read<T> = Result<T, StatementError>;

impl<'x> Xml<'x> {
    /// Opens a document, and its first element.
    ///
    /// # Errors
    /// Not UTF-8, not XML, or more than XML.
    pub(super) fn open(bytes: &'x [u8]) -> Read<Self> {
        let bytes = kinds::unmarked(bytes);
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let sound = std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
            // What it says that it is comes before what is wrong with it.
            match Xml::of(sound).root() {
                Err(error @ StatementError::Encoding { .. }) => error,
                _ => {
                    let (line, column) = place(sound, sound.len());
                    StatementError::NotUtf8 { line, column }
                }
            }
        })?;
        let mut xml = Xml::of(text);
        xml.root()?;
        Ok(xml)
    }

    fn of(text: &'x str) -> Self {
        let mut reader = NsReader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Xml { reader, text, namespace: String::new(), depth: 0, at: 0 }
    }

    /// Opens the first element, and takes its namespace for that of the document.
    fn root(&mut self) -> Read<()> {
        loop {
            match self.event()? {
                Event::Decl(declared) => self.check_encoding(&declared)?,
                Event::Start(start) if start.local_name().into_inner() == "Document" => {
                    let resolved = self.reader.resolver().resolve_element(start.name()).0;
                    let ResolveResult::Bound(namespace) = resolved else {
                        return Err(StatementError::Namespace);
                    };
                    self.namespace = namespace.into_inner().to_owned();
                    return Ok(());
                }
                Event::Start(_) => return Err(StatementError::Namespace),
                Event::Eof => return Err(StatementError::Truncated),
                event => self.check_outside(&event)?,
            }
        }
    }

    fn check_encoding(&self, declared: &BytesDecl<'_>) -> Read<()> {
        let Some(encoding) = declared.encoding() else { return Ok(()) };
        let encoding = encoding.map_err(|_| self.syntax())?;
        if ["utf-8", "utf8", "us-ascii", "ascii"].iter().any(|name| encoding.eq_ignore_ascii_case(name)) {
            return Ok(());
        }
        let is_name = encoding.len() <= ENCODING_BYTES
            && encoding.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        Err(StatementError::Encoding { found: if is_name { encoding.into_owned() } else { String::new() } })
    }

    /// The namespace of the document.
    pub(super) fn namespace(&self) -> &str {
        &self.namespace
    }

    /// The next element within the one that is open, in the namespace of the document; nothing when that one closes.
    pub(super) fn child(&mut self) -> Read<Option<Element<'x>>> {
        loop {
            match self.step()? {
                Step::Open(element) if element.is_ours => return Ok(Some(element)),
                Step::Open(_) => self.skip()?,
                Step::Text(_) => {}
                Step::Close => return Ok(None),
            }
        }
    }

    /// Passes over the rest of the element that was opened last.
    pub(super) fn skip(&mut self) -> Read<()> {
        let open = self.depth;
        while self.depth >= open {
            self.event()?;
        }
        Ok(())
    }

    /// The text of the element that was opened last, which holds nothing else.
    pub(super) fn text(&mut self, element: &'static str) -> Read<String> {
        self.gather(element, None)
    }

    /// The same of an element that may hold its text in one of these, and may hold others.
    pub(super) fn choice(&mut self, element: &'static str, names: &[&str]) -> Read<String> {
        self.gather(element, Some(names))
    }

    fn gather(&mut self, element: &'static str, names: Option<&[&str]>) -> Read<String> {
        let fault = StatementError::Value { at: self.at, element };
        let mut text = String::new();
        loop {
            let part = match (self.step()?, names) {
                (Step::Close, _) => return Ok(text.trim().to_owned()),
                (Step::Text(part), _) => part,
                (Step::Open(_), None) => return Err(fault),
                (Step::Open(child), Some(names)) if child.is_ours && names.contains(&child.name()) => {
                    Cow::Owned(self.text(element)?)
                }
                (Step::Open(_), Some(_)) => {
                    self.skip()?;
                    continue;
                }
            };
            // What sets elements on lines of their own is no part of them.
            let part = if text.is_empty() { part.trim_start() } else { &part };
            if text.len() + part.len() > TEXT_BYTES {
                return Err(fault);
            }
            text.push_str(part);
        }
    }

    /// An attribute of an element, as it is written.
    pub(super) fn attribute(&self, element: &Element<'_>, name: &'static str) -> Read<Option<String>> {
        let mut found = None;
        // The library's own check for twice the same takes the square of their number.
        for attribute in element.start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| self.syntax())?;
            if attribute.key.into_inner() == name
                && found.replace(attribute.value.trim().to_owned()).is_some()
            {
                return Err(StatementError::Twice { at: self.at, element: name });
            }
        }
        Ok(found)
    }

    /// Checks that nothing follows the document.
    pub(super) fn close(&mut self) -> Read<()> {
        loop {
            match self.event()? {
                Event::Eof => return Ok(()),
                event => self.check_outside(&event)?,
            }
        }
    }

    /// What may stand before and after the first element.
    fn check_outside(&self, event: &Event<'_>) -> Read<()> {
        match event {
            Event::Comment(_) | Event::PI(_) => Ok(()),
            Event::Text(text) if text.trim_ascii().is_empty() => Ok(()),
            _ => Err(self.syntax()),
        }
    }

    fn step(&mut self) -> Read<Step<'x>> {
        loop {
            return Ok(match self.event()? {
                Event::Start(start) => {
                    let resolved = self.reader.resolver().resolve_element(start.name()).0;
                    let is_ours = matches!(resolved, ResolveResult::Bound(found) if found.into_inner() == self.namespace);
                    Step::Open(Element { start, is_ours })
                }
                Event::End(_) => Step::Close,
                Event::Text(text) => Step::Text(text.into_inner()),
                Event::CData(text) => Step::Text(text.into_inner()),
                Event::GeneralRef(named) => Step::Text(resolve(&named).unwrap_or_default()),
                Event::Decl(_) => return Err(self.syntax()),
                _ => continue,
            });
        }
    }

    /// The next event, after what is refused wherever it stands.
    fn event(&mut self) -> Read<Event<'x>> {
        let event = self.reader.read_event().map_err(|error| self.fault(&error))?;
        match &event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::DocType(_) => return Err(StatementError::Doctype),
            Event::GeneralRef(named) if resolve(named).is_none() => {
                let (line, column) = self.place();
                return Err(StatementError::Entity { line, column });
            }
            Event::Eof if self.depth > 0 => return Err(StatementError::Truncated),
            _ => {}
        }
        if self.depth > DEPTH { Err(StatementError::Deep) } else { Ok(event) }
    }

    /// What an error of the library means; what it says holds texts of the file.
    fn fault(&self, error: &Error) -> StatementError {
        let at = usize::try_from(self.reader.error_position()).unwrap_or(usize::MAX);
        let rest = self.text.get(at..).unwrap_or_default();
        let is_cut = match error {
            Error::Syntax(SyntaxError::InvalidBangMarkup) => !rest.contains('>'),
            Error::Syntax(_) => true,
            Error::IllFormed(IllFormedError::UnclosedReference) => !rest.contains('<'),
            _ => false,
        };
        let (line, column) = place(self.text, at);
        if is_cut { StatementError::Truncated } else { StatementError::Syntax { line, column } }
    }

    fn syntax(&self) -> StatementError {
        let (line, column) = self.place();
        StatementError::Syntax { line, column }
    }

    /// Where the reader is.
    fn place(&self) -> (usize, usize) {
        place(self.text, usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX))
    }
}

/// The line and the column of a byte, the first ones being 1.
fn place(text: &str, at: usize) -> (usize, usize) {
    let before = &text.as_bytes()[..at.min(text.len())];
    let line = before.split(|byte| *byte == b'\n');
    let (count, last) = line.fold((0, 0), |(count, _), line| (count + 1, line.len()));
    (count, last + 1)
}

/// What a reference to one of the five entities, or to a character, stands for.
fn resolve<'a>(named: &BytesRef<'_>) -> Option<Cow<'a, str>> {
    if named.is_char_ref() {
        let char = named.resolve_char_ref().ok()??;
        return Some(Cow::Owned(char.to_string()));
    }
    resolve_predefined_entity(named).map(Cow::Borrowed)
}
