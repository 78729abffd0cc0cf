//! Copying a whole paper into an empty database, in the order in which rows refer to each other.

use std::collections::HashSet;

use manuscript::Uuid;
use manuscript::commitment::NO_LINK;

use super::CatalogueRow;
use crate::{Broken, Numbered, Snapshot, Tx, carrying, connection_data, erasures, imports, paper, record, versions};

/// How many of what may be long is held at once.
const AT_A_TIME: i64 = 500;

/// Both ends of a copy, and who is told how many rows have been laid down.
struct Copier<'a> {
    from: &'a mut Snapshot,
    to: &'a mut Tx,
    told: &'a dyn Fn(u64),
}

/// Copies every row; `told` hears how many more rows lie in their new place. The other database must be empty.
pub async fn copy_all(from: &mut Snapshot, to: &mut Tx, told: &dyn Fn(u64)) -> Result<(), Broken> {
    let mut copier = Copier { from, to, told };
    copier.catalogue().await?;
    copier.articles().await?;
    copier.drafts().await?;
    copier.checkpoints().await?;
    copier.versions().await?;
    copier.people().await?;
    copier.readers().await?;
    copier.plans().await?;
    copier.withheld().await?;
    copier.record().await
}

/// The catalogue in an order in which no row comes before the one it stands under.
pub fn parents_first(mut rows: Vec<CatalogueRow>) -> Vec<CatalogueRow> {
    let mut known = HashSet::new();
    let mut ordered = Vec::with_capacity(rows.len());
    while !rows.is_empty() {
        let is_next = |row: &CatalogueRow| row.parent.is_none_or(|parent| known.contains(&parent));
        let (next, rest): (Vec<_>, Vec<_>) = rows.into_iter().partition(is_next);
        if next.is_empty() {
            // A ring of parents: the database will say what is wrong with it.
            ordered.extend(rest);
            return ordered;
        }
        known.extend(next.iter().map(|row| row.id));
        ordered.extend(next);
        rows = rest;
    }
    ordered
}

impl Copier<'_> {
    async fn put<R>(&mut self, rows: Vec<R>, put: impl AsyncFn(&mut Tx, &R) -> Result<(), Broken>) -> Result<(), Broken> {
        for row in &rows {
            put(self.to, row).await?;
        }
        (self.told)(rows.len() as u64);
        Ok(())
    }

    async fn catalogue(&mut self) -> Result<(), Broken> {
        if let Some(settings) = paper::settings(self.from).await? {
            paper::set(self.to, settings.identity, &settings.settings).await?;
            (self.told)(1);
        }
        let rows = parents_first(carrying::catalogue(self.from).await?);
        self.put(rows, carrying::put_catalogue).await?;
        let rows = carrying::former_descriptions(self.from).await?;
        self.put(rows, carrying::put_former_descriptions).await
    }

    async fn articles(&mut self) -> Result<(), Broken> {
        let rows = carrying::articles(self.from).await?;
        self.put(rows, carrying::put_articles).await?;
        let rows = carrying::memberships(self.from).await?;
        self.put(rows, carrying::put_memberships).await?;
        let rows = carrying::addresses(self.from).await?;
        self.put(rows, carrying::put_addresses).await?;
        let rows = carrying::assets(self.from).await?;
        self.put(rows, carrying::put_assets).await?;
        let rows = carrying::public_media(self.from).await?;
        self.put(rows, carrying::put_public_media).await?;
        let rows = imports::all(self.from).await?;
        self.put(rows, async |tx: &mut Tx, file: &imports::File| {
            imports::remember(tx, file).await.map(drop)
        })
        .await?;
        let rows = carrying::imported_settings(self.from).await?;
        self.put(rows, carrying::put_imported_settings).await
    }

    async fn drafts(&mut self) -> Result<(), Broken> {
        let mut after = Uuid::nil();
        loop {
            let rows = carrying::drafts(self.from, after, AT_A_TIME).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.article;
            self.put(rows, carrying::put_drafts).await?;
        }
    }

    async fn checkpoints(&mut self) -> Result<(), Broken> {
        let mut after = Numbered::BEFORE_ALL;
        loop {
            let rows = carrying::checkpoints(self.from, after, AT_A_TIME).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = Numbered::of(last.article, last.number);
            self.put(rows, carrying::put_checkpoints).await?;
        }
    }

    async fn versions(&mut self) -> Result<(), Broken> {
        let mut after = Numbered::BEFORE_ALL;
        loop {
            let rows = versions::after(self.from, after, AT_A_TIME).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = Numbered::of(last.article, last.number);
            self.put(rows, versions::append).await?;
        }
    }

    async fn people(&mut self) -> Result<(), Broken> {
        let rows = carrying::accounts(self.from).await?;
        self.put(rows, carrying::put_accounts).await?;
        let rows = carrying::grants(self.from).await?;
        self.put(rows, carrying::put_grants).await?;
        let rows = erasures::all(self.from).await?;
        self.put(rows, erasures::put).await?;
        let rows = carrying::tokens(self.from).await?;
        self.put(rows, carrying::put_tokens).await?;
        let rows = carrying::answers(self.from).await?;
        self.put(rows, carrying::put_answers).await
    }

    async fn readers(&mut self) -> Result<(), Broken> {
        let rows = carrying::wordings(self.from).await?;
        self.put(rows, carrying::put_wordings).await?;
        let mut after = Uuid::nil();
        loop {
            let rows = carrying::readers(self.from, after, AT_A_TIME).await?;
            let Some(last) = rows.last() else { break };
            after = last.id;
            self.put(rows, carrying::put_readers).await?;
        }
        self.consents().await?;
        self.connection_data().await
    }

    async fn consents(&mut self) -> Result<(), Broken> {
        let mut after = Uuid::nil();
        loop {
            let rows = carrying::consents(self.from, after, AT_A_TIME).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.id;
            self.put(rows, carrying::put_consents).await?;
        }
    }

    async fn connection_data(&mut self) -> Result<(), Broken> {
        let mut after = Uuid::nil();
        loop {
            let rows = carrying::connection_data(self.from, after, AT_A_TIME).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.id;
            self.put(rows, connection_data::keep).await?;
        }
    }

    async fn plans(&mut self) -> Result<(), Broken> {
        let rows = carrying::jobs(self.from).await?;
        self.put(rows, carrying::put_jobs).await?;
        let rows = carrying::outside_jobs(self.from).await?;
        self.put(rows, carrying::put_outside_jobs).await?;
        let rows = carrying::notices(self.from).await?;
        self.put(rows, carrying::put_notices).await?;
        let rows = carrying::pledged_originals(self.from).await?;
        self.put(rows, carrying::put_pledged_originals).await?;
        let rows = carrying::schedules(self.from).await?;
        self.put(rows, carrying::put_schedules).await?;
        let rows = carrying::embargoes(self.from).await?;
        self.put(rows, carrying::put_embargoes).await?;
        let rows = carrying::suspensions(self.from).await?;
        self.put(rows, carrying::put_suspensions).await?;
        let rows = carrying::notes(self.from).await?;
        self.put(rows, carrying::put_notes).await
    }

    async fn withheld(&mut self) -> Result<(), Broken> {
        let rows = carrying::explanations(self.from).await?;
        self.put(rows, carrying::put_explanations).await?;
        let rows = carrying::withholdings(self.from).await?;
        self.put(rows, carrying::put_withholdings).await?;
        let rows = carrying::fingerprints(self.from).await?;
        self.put(rows, carrying::put_fingerprints).await?;
        let rows = carrying::withheld_media(self.from).await?;
        self.put(rows, carrying::put_withheld_media).await
    }

    async fn record(&mut self) -> Result<(), Broken> {
        let (mut number, mut hash) = (0, NO_LINK);
        loop {
            let rows = record::after(self.from, number, AT_A_TIME).await?;
            let Some(last) = rows.last() else { break };
            (number, hash) = (last.entry.number, last.hash);
            self.put(rows, async |tx: &mut Tx, entered: &record::Entered| {
                carrying::put_entry(tx, &entered.entry, &entered.hash).await
            })
            .await?;
        }
        carrying::put_head(self.to, number, &hash).await?;
        let rows = carrying::record_base(self.from).await?;
        self.put(rows, carrying::put_record_base).await?;
        let rows = carrying::state_salts(self.from).await?;
        self.put(rows, carrying::put_state_salts).await?;
        let rows = carrying::record_words(self.from).await?;
        self.put(rows, carrying::put_record_words).await
    }
}
