//! The room of readers, and the rows beside it that have an end.

use manuscript::{Instant, Uuid};

use super::{NOW, begin, upgraded};
use crate::connection_data::{self, Kept};
use crate::readers::{self, Address, Consent, Reader, Withdrawal};
use crate::throttles::{self, Counted, Counter, Window};
use crate::{Broken, Tx};

const READER: Uuid = Uuid::from_u128(80);
const CONSENT: Uuid = Uuid::from_u128(82);
const TYPED: &str = "  Ida.Lecteur@Reader.Example ";
const KEPT: Withdrawal = Withdrawal {
    at: NOW,
    kept_until: Instant(NOW.0 + 9),
};

fn reader(id: Uuid, address: Option<&str>) -> Reader {
    Reader {
        id,
        address: address.map(Address::of),
        proven_at: None,
        language: "fr".into(),
        name: Some("Ida".into()),
        made_at: NOW,
        seen_at: Some(NOW),
    }
}

fn consent(id: Uuid) -> Consent {
    Consent {
        id,
        reader: READER,
        what: "newsletter".into(),
        wording: "Je veux bien recevoir la lettre du matin.".into(),
        form: "sign-up".into(),
        given_at: NOW,
        withdrawal: None,
    }
}

fn later(by: i64) -> Instant {
    Instant(NOW.0 + by)
}

/// Runs every query of the room.
pub(super) async fn furnish(tx: &mut Tx) -> Result<(), Broken> {
    assert!(readers::make(tx, &reader(READER, Some(TYPED))).await?);
    let again = reader(Uuid::from_u128(81), Some("ida.lecteur@reader.example"));
    assert!(!readers::make(tx, &again).await?, "somebody has the address");
    assert!(readers::make(tx, &reader(again.id, None)).await?, "a contributor needs none");
    let address = Address::of("IDA.lecteur@reader.example");
    let found = readers::by_address(tx, &address).await?;
    assert_eq!(found, readers::by_id(tx, READER).await?);
    assert_eq!(found, Some(reader(READER, Some(TYPED))));
    assert!(!readers::prove(tx, READER, &Address::of("an@other.example"), NOW).await?);
    assert!(readers::prove(tx, READER, &address, NOW).await? && !readers::prove(tx, READER, &address, NOW).await?);
    readers::see(tx, READER, later(5)).await?;
    readers::see(tx, READER, later(4)).await?;
    let seen = readers::by_id(tx, READER).await?;
    assert_eq!(seen.map(|seen| (seen.proven_at, seen.seen_at)), Some((Some(NOW), Some(later(5)))));
    consents(tx).await?;
    erased(tx).await?;
    counted(tx).await?;
    kept(tx).await
}

async fn consents(tx: &mut Tx) -> Result<(), Broken> {
    let second = Uuid::from_u128(83);
    for one in [CONSENT, second] {
        readers::give_consent(tx, &consent(one)).await?;
    }
    assert!(readers::withdraw_consent(tx, second, KEPT).await? && !readers::withdraw_consent(tx, second, KEPT).await?);
    let withdrawn = Consent {
        withdrawal: Some(KEPT),
        ..consent(second)
    };
    assert_eq!(readers::consents_of(tx, READER).await?, [consent(CONSENT), withdrawn]);
    assert_eq!(readers::forget_consents(tx, later(8), 10).await?, 0);
    assert_eq!(readers::forget_consents(tx, later(9), 10).await?, 1);
    assert_eq!(readers::consents_of(tx, READER).await?, [consent(CONSENT)]);
    Ok(())
}

/// What tells who it was goes, what they agreed to stays until its date.
async fn erased(tx: &mut Tx) -> Result<(), Broken> {
    assert_eq!(readers::withdraw_all(tx, READER, KEPT).await?, 1);
    assert!(readers::erase(tx, READER).await? && !readers::erase(tx, Uuid::from_u128(99)).await?);
    readers::see(tx, READER, later(6)).await?;
    let nobody = Reader {
        name: None,
        seen_at: None,
        ..reader(READER, None)
    };
    assert_eq!(readers::by_id(tx, READER).await?, Some(nobody));
    assert_eq!(readers::by_address(tx, &Address::of(TYPED)).await?, None);
    let withdrawn = Consent {
        withdrawal: Some(KEPT),
        ..consent(CONSENT)
    };
    assert_eq!(readers::consents_of(tx, READER).await?, [withdrawn]);
    Ok(())
}

async fn counted(tx: &mut Tx) -> Result<(), Broken> {
    let counter = Counter {
        purpose: "token",
        network: [4; 32],
    };
    let window = |now: i64| Window {
        now: later(now),
        ends: later(now + 10),
    };
    for now in [0, 3] {
        throttles::count(tx, &counter, window(now)).await?;
    }
    let twice = Counted { times: 2, ends: later(10) };
    assert_eq!(throttles::counted(tx, &counter, later(9)).await?, Some(twice));
    assert_eq!(throttles::counted(tx, &counter, later(10)).await?, None, "the window has ended");
    throttles::count(tx, &counter, window(10)).await?;
    let once = Counted { times: 1, ends: later(20) };
    assert_eq!(throttles::counted(tx, &counter, later(10)).await?, Some(once));
    assert!(!readers::anything_ended(tx, NOW).await? && readers::anything_ended(tx, later(20)).await?);
    assert_eq!(throttles::forget(tx, later(19), 10).await?, 0);
    assert_eq!(throttles::forget(tx, later(20), 10).await?, 1);
    Ok(())
}

async fn kept(tx: &mut Tx) -> Result<(), Broken> {
    let rows = [1, 2].map(|number| Kept {
        id: Uuid::from_u128(90 + number),
        purpose: "comment".into(),
        subject: Some(READER),
        network: "192.0.2.7".into(),
        at: NOW.0,
        forget_at: NOW.0 + 10,
    });
    for row in &rows {
        connection_data::keep(tx, row).await?;
    }
    assert_eq!(connection_data::about(tx, READER).await?, rows);
    assert_eq!(connection_data::forget(tx, later(9), 10).await?, 0);
    assert_eq!(connection_data::forget(tx, later(10), 1).await?, 1, "no more at once than is said");
    assert_eq!(connection_data::about(tx, READER).await?, rows[1..]);
    Ok(())
}

#[tokio::test]
async fn the_words_of_a_consent_are_those_that_were_agreed_to_or_it_is_not_read() {
    for kind in testpaper::engines() {
        let ((database, _folder), store) = upgraded(kind).await;
        let mut tx = begin(&store).await;
        assert!(readers::make(&mut tx, &reader(READER, None)).await.unwrap());
        readers::give_consent(&mut tx, &consent(CONSENT)).await.unwrap();
        tx.commit().await.unwrap();
        database.tamper("update wordings set text = 'Je veux bien tout recevoir.'");
        let read = readers::consents_of(&mut store.snapshot().await.unwrap(), READER).await;
        assert!(read.unwrap_err().to_string().contains("not those that were agreed to"));
        store.close().await;
    }
}
