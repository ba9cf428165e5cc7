// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Commerce
public import Journal

/// The rows of an import that lie in the store already, where nobody sees them: they become facts with the command that brings them, at once, and
/// are gone when it never comes.
public protocol StagedFacts: Sendable {
  var newRows: Int { get }
  var correctedRows: Int { get }
  var unchangedRows: Int { get }
}

extension StagedFacts {
  public var keptRows: Int { newRows + correctedRows }
}

/// Takes the rows of a large import in small steps, between which commands of others are kept.
///
/// `stage` may be called beside the thread that writes everything else; two batches of one kind at once are not for it: the later one ends the
/// earlier.
public protocol StagingStore: Sendable {
  /// Brings rows into the store without making them facts.
  ///
  /// - Throws: `diskFull` (nothing kept), `readOnly`; `superseded` when rows of this kind were kept meanwhile.
  func stage(_ facts: consuming FactBatch) throws(StoreError) -> any StagedFacts

  /// What `FactStore.table` would answer if these rows were facts: theirs have batch 0.
  func table(with staged: any StagedFacts) throws(StoreError) -> FactTable

  /// Makes staged rows facts, with their command, durable when it returns: as `EventStore.record` of the whole batch would.
  ///
  /// - Throws: as `append`; `superseded` when rows of this kind were kept meanwhile.
  func record(_ staged: any StagedFacts, for draft: EventDraft, at moment: Moment) throws(StoreError) -> FactReceipt

  /// Takes rows away that are not wanted any more; what was made of them stays.
  func discard(_ staged: any StagedFacts) throws(StoreError)
}
