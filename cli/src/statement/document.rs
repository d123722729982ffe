//! Where a statement says what: the elements of camt.053 that are read, by name. Must not know how XML is written, nor
//! whether an entry adds up.
//!
//! It is an allow-list: an element that is not named here is passed over with all that it holds.

use std::collections::BTreeSet;

use bigre_protocol::text::is_visible;

use super::amount::{Currency, Money};
use super::settle::{Detail, Entry, Fault};
use super::xml::{Element, Xml};
use super::{LINES, REFERENCE_CHARS, Statement, StatementError, VERSIONS};
use crate::render::date;

/// What stands before the name of a message.
const NAMESPACE: &str = "urn:iso:std:iso:20022:tech:xsd:";
/// The message that is read, without its variant and version.
const MESSAGE: &str = "camt.053.";
/// Its variant: there is one.
const VARIANT: &str = "001.";
/// What banks write when whoever paid gave no reference (EPC rulebooks).
const NOT_PROVIDED: &str = "NOTPROVIDED";

type Read<T> = Result<T, StatementError>;

/// Reads a document.
///
/// # Errors
/// Another message, or something in it that is not what its name says.
pub(super) fn read(xml: Xml<'_>) -> Read<Statement> {
    check_message(xml.namespace())?;
    let mut reader = Reader { xml, statement: Statement::default(), currencies: BTreeSet::new() };
    reader.document()?;
    reader.xml.close()?;
    let mut statement = reader.statement;
    if statement.statements == 0 {
        return Err(StatementError::NoStatement);
    }
    let mut told = reader.currencies.into_iter();
    statement.account_currency = told.next().filter(|_| told.next().is_none()).map(str::to_owned);
    Ok(statement)
}

/// Checks that a namespace is of a message that is read.
fn check_message(namespace: &str) -> Read<()> {
    let named = namespace.strip_prefix(NAMESPACE).filter(|found| is_message(found));
    let found = named.ok_or(StatementError::Namespace)?.to_owned();
    let Some(version) = found.strip_prefix(MESSAGE) else {
        return Err(StatementError::OtherMessage { found });
    };
    let version = version.strip_prefix(VARIANT).and_then(|version| version.parse().ok());
    match version {
        Some(version) if VERSIONS.contains(&version) => Ok(()),
        _ => Err(StatementError::Version { found }),
    }
}

/// Whether a text has the shape of the name of a message: `camt.053.001.08`.
fn is_message(text: &str) -> bool {
    let fits = |(byte, shape): (u8, u8)| match shape {
        b'a' => byte.is_ascii_lowercase(),
        b'0' => byte.is_ascii_digit(),
        dot => byte == dot,
    };
    let shape = *b"aaaa.000.000.00";
    text.len() == shape.len() && text.bytes().zip(shape).all(fits)
}

/// Fills what stands once.
fn put<T>(slot: &mut Option<T>, value: T, at: usize, element: &'static str) -> Read<()> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err(StatementError::Twice { at, element }),
    }
}

struct Reader<'x> {
    xml: Xml<'x>,
    statement: Statement,
    /// The currencies of the accounts.
    currencies: BTreeSet<&'static str>,
}

impl Reader<'_> {
    fn document(&mut self) -> Read<()> {
        while let Some(child) = self.xml.child()? {
            match child.name() {
                "BkToCstmrStmt" => self.message()?,
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    fn message(&mut self) -> Read<()> {
        while let Some(child) = self.xml.child()? {
            match child.name() {
                "Stmt" => self.one_statement()?,
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    fn one_statement(&mut self) -> Read<()> {
        self.statement.statements += 1;
        while let Some(child) = self.xml.child()? {
            match child.name() {
                "Acct" => self.account()?,
                "Ntry" => {
                    self.xml.at += 1;
                    self.check_room(0)?;
                    self.entry()?.settle(&mut self.statement);
                }
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    /// Refuses what would be one line too many, with so many details of an entry waiting.
    fn check_room(&self, waiting: usize) -> Read<()> {
        let held = self.statement.lines.len() + self.statement.problems.len();
        if held + waiting >= LINES { Err(StatementError::Lines) } else { Ok(()) }
    }

    fn account(&mut self) -> Read<()> {
        while let Some(child) = self.xml.child()? {
            match child.name() {
                "Ccy" => {
                    let code = self.xml.text("Ccy")?;
                    self.currencies.insert(Currency::of(&code, self.xml.at)?.code());
                }
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    fn entry(&mut self) -> Read<Entry> {
        let at = self.xml.at;
        let (mut amount, mut credit, mut booked, mut reversal, mut date) = (None, None, None, None, None);
        let (mut details, mut fault) = (Vec::new(), None);
        while let Some(child) = self.xml.child()? {
            match child.name() {
                "Amt" => put(&mut amount, self.money(&child)?, at, "Amt")?,
                "CdtDbtInd" => put(&mut credit, self.direction()?, at, "CdtDbtInd")?,
                // A code by itself in early versions; a code or a word of the bank's own in later ones.
                "Sts" => put(&mut booked, self.xml.choice("Sts", &["Cd"])? == "BOOK", at, "Sts")?,
                "RvslInd" => put(&mut reversal, self.truth("RvslInd")?, at, "RvslInd")?,
                "BookgDt" => put(&mut date, self.day("BookgDt")?, at, "BookgDt")?,
                "NtryDtls" => fault = fault.or(self.details(&mut details)?),
                _ => self.xml.skip()?,
            }
        }
        let missing = |element| StatementError::Missing { at, element };
        Ok(Entry {
            at,
            amount: amount.ok_or_else(|| missing("Amt"))?,
            credit: credit.ok_or_else(|| missing("CdtDbtInd"))?,
            booked: booked.ok_or_else(|| missing("Sts"))?,
            reversal: reversal.unwrap_or(false),
            date,
            details,
            fault,
        })
    }

    /// Reads one group of details. Gives what is wrong with the number of them.
    fn details(&mut self, details: &mut Vec<Detail>) -> Read<Option<Fault>> {
        let before = details.len();
        let mut announced = None;
        while let Some(child) = self.xml.child()? {
            match child.name() {
                "Btch" => announced = self.batch()?,
                "TxDtls" => {
                    self.check_room(details.len())?;
                    details.push(self.detail()?);
                }
                _ => self.xml.skip()?,
            }
        }
        let found = details.len() - before;
        // A payment alone needs no details.
        let fits = |announced: u64| announced == found as u64 || (announced <= 1 && found == 0);
        Ok(announced.filter(|n| !fits(*n)).map(|announced| Fault::Batch { announced, found }))
    }

    /// How many payments a batch is said to have.
    fn batch(&mut self) -> Read<Option<u64>> {
        let (at, mut announced) = (self.xml.at, None);
        while let Some(child) = self.xml.child()? {
            match child.name() {
                "NbOfTxs" => {
                    let text = self.xml.text("NbOfTxs")?;
                    let is_number = text.len() <= 15 && text.bytes().all(|byte| byte.is_ascii_digit());
                    let number = text.parse().ok().filter(|_| is_number);
                    let number = number.ok_or(StatementError::Value { at, element: "NbOfTxs" })?;
                    put(&mut announced, number, at, "NbOfTxs")?;
                }
                _ => self.xml.skip()?,
            }
        }
        Ok(announced)
    }

    fn detail(&mut self) -> Read<Detail> {
        let (at, mut detail) = (self.xml.at, Detail::default());
        let mut reference = None;
        while let Some(child) = self.xml.child()? {
            match child.name() {
                "Refs" => put(&mut reference, self.reference()?, at, "Refs")?,
                "Amt" => put(&mut detail.amount, self.money(&child)?, at, "Amt")?,
                "AmtDtls" => self.within("TxAmt", &mut detail.ordered)?,
                "CdtDbtInd" => put(&mut detail.credit, self.direction()?, at, "CdtDbtInd")?,
                "RtrInf" => {
                    detail.is_return = true;
                    self.xml.skip()?;
                }
                _ => self.xml.skip()?,
            }
        }
        detail.reference = reference.flatten();
        Ok(detail)
    }

    fn reference(&mut self) -> Read<Option<String>> {
        let (at, mut found) = (self.xml.at, None);
        while let Some(child) = self.xml.child()? {
            match child.name() {
                "EndToEndId" => put(&mut found, self.xml.text("EndToEndId")?, at, "EndToEndId")?,
                _ => self.xml.skip()?,
            }
        }
        if found.as_ref().is_some_and(|text| text.chars().count() > REFERENCE_CHARS) {
            return Err(StatementError::Value { at, element: "EndToEndId" });
        }
        // Whoever pays may write what nobody sees: that is no reason to refuse all the others, and no reference.
        let is_reference =
            |text: &String| !text.eq_ignore_ascii_case(NOT_PROVIDED) && text.chars().all(is_visible);
        Ok(found.filter(|text| !text.is_empty() && is_reference(text)))
    }

    /// The amount within one of the amounts of a detail.
    fn within(&mut self, name: &'static str, slot: &mut Option<Money>) -> Read<()> {
        let at = self.xml.at;
        while let Some(child) = self.xml.child()? {
            match child.name() {
                "Amt" if name == "Amt" => put(slot, self.money(&child)?, at, "TxAmt")?,
                found if found == name => self.within("Amt", slot)?,
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    fn money(&mut self, element: &Element<'_>) -> Read<Money> {
        let at = self.xml.at;
        let code = self.xml.attribute(element, "Ccy")?.ok_or(StatementError::NoCurrency { at })?;
        let currency = Currency::of(&code, at)?;
        Money::of(&self.xml.text("Amt")?, currency, at)
    }

    /// Whether money came.
    fn direction(&mut self) -> Read<bool> {
        match self.xml.text("CdtDbtInd")?.as_str() {
            "CRDT" => Ok(true),
            "DBIT" => Ok(false),
            _ => Err(StatementError::Value { at: self.xml.at, element: "CdtDbtInd" }),
        }
    }

    fn truth(&mut self, element: &'static str) -> Read<bool> {
        match self.xml.text(element)?.as_str() {
            "true" | "1" => Ok(true),
            "false" | "0" => Ok(false),
            _ => Err(StatementError::Value { at: self.xml.at, element }),
        }
    }

    /// The day of a date or of an instant, as it is written: what hour it is elsewhere does not matter.
    fn day(&mut self, element: &'static str) -> Read<String> {
        let text = self.xml.choice(element, &["Dt", "DtTm"])?;
        let (day, rest) = text.split_at_checked("2026-11-21".len()).unwrap_or_default();
        let is_day = date::end_of_day(day).is_some_and(|end| date::day(end) == day);
        let ends = rest.is_empty() || rest.starts_with(['T', 'Z', '+', '-']);
        let fault = StatementError::Value { at: self.xml.at, element };
        if is_day && ends { Ok(day.to_owned()) } else { Err(fault) }
    }
}
