// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Commerce
import Journal
import Synchronization

/// A comparison of the company with and without one cause, to be made beside the workspace: two plans are opened from the store, compared and
/// let go.
public struct EffectTask: Sendable {
  let cause: EffectCause
  let store: any WorkspaceStore
  let environment: WorkspaceEnvironment
  let person: Person
  let shelf: EffectShelf

  /// Without what the person may not see.
  public func run() throws -> PlanEffect {
    if let known = shelf.take(cause) { return known.seen(by: person) }
    // One plan lives while the other is opened: no more than the two are ever in memory for it.
    let before = try OpenWorkspace.past(store: store, environment: environment, at: cause.before, leavingOut: cause.without)
    let after = try OpenWorkspace.past(store: store, environment: environment, at: cause.after)
    let effect = try MeasureEffect.compare(before, after)
    shelf.put(effect, cause)
    return effect.seen(by: person)
  }
}

/// What is compared with what: the same cause, the same effect.
struct EffectCause: Hashable, Sendable {
  let before: Knowledge
  let after: Knowledge
  /// Rows that are left out of the earlier state.
  var without: RowsLeftOut?
}

/// Rows of one kind that are not there: those whose column holds a text.
struct RowsLeftOut: Hashable, Sendable {
  let kind: FactKind
  let field: String
  let text: String

  func leave(_ table: FactTable) -> FactTable {
    guard table.kind == kind else { return table }
    let column = table[field]
    return table.keeping { column.text($0) != text }
  }
}

/// Effects that were measured, those asked for last kept: nothing that comes later changes any of them.
final class EffectShelf: Sendable {
  static let limit = 24

  private let kept = Mutex<[(cause: EffectCause, effect: PlanEffect)]>([])

  func take(_ cause: EffectCause) -> PlanEffect? {
    kept.withLock { kept in
      guard let place = kept.firstIndex(where: { $0.cause == cause }) else { return nil }
      let found = kept.remove(at: place)
      kept.insert(found, at: 0)
      return found.effect
    }
  }

  func put(_ effect: PlanEffect, _ cause: EffectCause) {
    kept.withLock { kept in
      kept.insert((cause, effect), at: 0)
      if kept.count > Self.limit { kept.removeLast() }
    }
  }
}

extension Workspace {
  /// What a batch did to the plan, the statements, the cash and the figures of trade: the evening before it beside the moment after it, both
  /// looked at from its own day, with the forecast that the program made because of it.
  ///
  /// - Throws: `CycleError.batchNotKnown`; `AccessError`; `StoreError`.
  public func effect(_ proof: Authorized<To.ViewCompany>, ofBatch batch: Int64) throws -> EffectTask {
    let receipt = try receipt(of: batch, for: proof.person)
    let day = lived(receipt.recordedAt.civilDay)
    let forecast = try ["month-closed-\(batch)", "first-forecast-\(batch)"].lazy
      .compactMap { try self.store.event(actor: Actor.system.id, key: $0) }.first
    let last = max(batch, forecast?.sequence ?? batch)
    return EffectTask(
      cause: EffectCause(
        before: Knowledge(event: batch - 1, day: day, at: receipt.recordedAt),
        after: Knowledge(event: min(last, revision), day: day, at: receipt.recordedAt)),
      store: store, environment: environment, person: proof.person, shelf: effects)
  }

  /// What a document does to them: everything that is known beside the same without its rows.
  ///
  /// - Throws: `CycleError.documentNotKnown`; `StoreError`.
  public func effect(_ proof: Authorized<To.ViewCompany>, ofDocument id: String) throws -> EffectTask {
    let document = try document(id, for: proof.person)
    guard let source = DocumentIndex.source(of: document.id) else { throw DocumentChain.notKnown(id) }
    let newest = try store.events(after: revision - 1, limit: 1).first?.recordedAt ?? environment.now()
    let knowledge = knowledge ?? Knowledge(event: revision, day: environment.today(), at: newest)
    return EffectTask(
      cause: EffectCause(
        before: knowledge, after: knowledge, without: RowsLeftOut(kind: source.fact, field: source.field, text: source.number)),
      store: store, environment: environment, person: proof.person, shelf: effects)
  }
}
