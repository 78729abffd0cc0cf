//! Tokens: a program acts for an account, no further than the account may, within a scope, for a time.

use manuscript::act::{Act, By, Token};
use manuscript::commitment::hex;
use manuscript::role::{On, Scope};
use manuscript::{Instant, Uuid, refusals};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::accounts::Account;
use store::{Broken, Snapshot, Tx, accounts, tokens};

use crate::desk::Desk;
use crate::entry::{Done, enter};
use crate::people::{self, PeopleRefused};
use crate::permission::{NotAllowed, may, may_somewhere};

/// What every token begins with: whoever finds one somewhere knows what it is.
const BEGINS: &str = "rotative_";
/// Acts that people do for themselves, whatever a token may.
const OF_PEOPLE: [&str; 1] = ["accept-invitation"];
/// For how many days a token holds unless it is said, and at most.
const USUAL_DAYS: u32 = 90;
const MOST_DAYS: u32 = 366;
const A_DAY: i64 = 24 * 60 * 60 * 1_000;

refusals! {
    /// Why no token was issued or revoked.
    #[derive(Debug)]
    pub enum TokenRefused [NotAllowed(NotAllowed), People(PeopleRefused), Broken(Broken)] {
        NoName at "name":
            "say what the token is for (`name`): whoever revokes it must know"
            / "dites à quoi sert le jeton (`name`) : celui qui le révoquera doit le savoir",
        NoSuchDays(most: u32) at "days":
            "a token holds for 1 to {most} days"
            / "un jeton vaut de 1 à {most} jours",
        NoAct(word: String, known: String) at "acts":
            "there is no act `{word}`; there are: {known}"
            / "il n’y a pas d’acte « {word} » ; il y a : {known}",
        Unknown(id: String) at "token":
            "there is no token `{id}`; `people tokens` lists them"
            / "il n’y a pas de jeton « {id} » ; `people tokens` les liste",
        Revoked at "token":
            "this token was revoked already"
            / "ce jeton est déjà révoqué",
    }
}

refusals! {
    /// Why a token opens nothing. It is the same whether there never was one or it has ended: nobody learns by trying.
    #[derive(Debug)]
    pub enum NotByToken [NotAllowed(NotAllowed), People(PeopleRefused), Broken(Broken)] {
        NoToken:
            "this token opens nothing here: it is unknown, has ended or was revoked; ask an administrator for another one"
            / "ce jeton n’ouvre rien ici : il est inconnu, expiré ou révoqué ; demandez-en un autre à un administrateur",
        NotForAct(word: String):
            "this token is not for the act `{word}`; ask an administrator for one that is"
            / "ce jeton n’est pas pour l’acte « {word} » ; demandez à un administrateur un jeton qui le soit",
    }
}

/// What a token is to be.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The key of the account.
    pub key: String,
    /// What it is for.
    pub name: String,
    pub scope: Scope,
    /// The words of the acts that it may ask for; none means all.
    pub acts: Vec<String>,
    pub days: Option<u32>,
}

/// A token that was issued: what it shows is said once, and only its digest kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    pub id: Uuid,
    pub shows: String,
    pub expires_at: Instant,
}

/// Issues a token for an account.
pub async fn issue(tx: &mut Tx, desk: &Desk, by: &By, wanted: Wanted) -> Result<Issued, TokenRefused> {
    may(by, Act::TokenIssued, &On::paper())?;
    let account = people::active(tx, &wanted.key).await?;
    let token = token(desk, wanted, &account)?;
    let shows = format!("{BEGINS}{}{}", hex(&desk.ids.salt()), hex(&desk.ids.salt()));
    tokens::add(tx, &token, &digest_of(&shows), desk.stamp(&by.as_entry())).await?;
    let detail = json!({ "token": token.id, "scope": token.scope, "acts": token.acts, "expires_at": token.expires_at });
    enter(tx, desk, by, Done::to(Act::TokenIssued, account.id).detailed(detail)).await?;
    Ok(Issued {
        id: token.id,
        shows,
        expires_at: token.expires_at,
    })
}

fn token(desk: &Desk, wanted: Wanted, account: &Account) -> Result<tokens::Token, TokenRefused> {
    let name = manuscript::settled::nfc(wanted.name.trim());
    if name.is_empty() {
        return Err(TokenRefused::NoName);
    }
    let days = wanted.days.unwrap_or(USUAL_DAYS);
    if !(1..=MOST_DAYS).contains(&days) {
        return Err(TokenRefused::NoSuchDays(MOST_DAYS));
    }
    let now = desk.clock.now();
    Ok(tokens::Token {
        id: desk.ids.uuid(),
        account: account.id,
        name,
        scope: wanted.scope,
        acts: wanted.acts,
        made_at: now,
        expires_at: Instant(now.0 + i64::from(days) * A_DAY),
        revoked_at: None,
    })
}

/// Revokes a token; answers whose it was.
pub async fn revoke(tx: &mut Tx, desk: &Desk, by: &By, id: Uuid) -> Result<Account, TokenRefused> {
    may(by, Act::TokenRevoked, &On::paper())?;
    let unknown = || TokenRefused::Unknown(id.to_string());
    let token = tokens::by_id(tx, id).await?.ok_or_else(unknown)?;
    let account = accounts::by_id(tx, token.account).await?.ok_or_else(unknown)?;
    if !tokens::revoke(tx, id, desk.clock.now()).await? {
        return Err(TokenRefused::Revoked);
    }
    enter(
        tx,
        desk,
        by,
        Done::to(Act::TokenRevoked, account.id).detailed(json!({ "token": id })),
    )
    .await?;
    Ok(account)
}

/// Whom a token acts for, as far as it reaches, if it holds now.
pub async fn bearer(snapshot: &mut Snapshot, shows: &str, now: Instant) -> Result<Bearer, NotByToken> {
    let token = tokens::by_digest(snapshot, &digest_of(shows)).await?;
    let token = token.filter(|token| token.revoked_at.is_none() && now < token.expires_at);
    let token = token.ok_or(NotByToken::NoToken)?;
    let account = accounts::by_id(snapshot, token.account).await?;
    let account = account.filter(Account::is_active).ok_or(NotByToken::NoToken)?;
    let reach = Token {
        id: token.id,
        scope: token.scope,
    };
    Ok(Bearer {
        account: account.id,
        by: people::bearer_with(&account, Some(reach)),
        acts: token.acts,
    })
}

/// Who acts by a token.
#[derive(Clone, Debug)]
pub struct Bearer {
    pub account: Uuid,
    pub by: By,
    acts: Vec<String>,
}

impl Bearer {
    /// Who brings a file, if the token is for texts that may use it, and the account may write anywhere.
    pub fn for_file(self) -> Result<By, NotByToken> {
        may_somewhere(&self.by, Act::MediaCleaned)?;
        self.for_act("save")
    }

    /// Who acts, if the token is for an act of this word.
    pub fn for_act(self, word: &str) -> Result<By, NotByToken> {
        let is_for = self.acts.is_empty() || self.acts.iter().any(|act| act == word);
        if is_for && !OF_PEOPLE.contains(&word) {
            Ok(self.by)
        } else {
            Err(NotByToken::NotForAct(word.to_owned()))
        }
    }
}

fn digest_of(shows: &str) -> Vec<u8> {
    Sha256::new()
        .chain_update(b"rotative token 1\0")
        .chain_update(shows)
        .finalize()
        .to_vec()
}
