// SPDX-License-Identifier: Apache-2.0
public import Access
import SalesAnalytics

extension Workspace {
  /// One's own views in one's own order, then those that colleagues share, by name, as far as what they name is the reader's to see.
  ///
  /// - Throws: `StoreError`.
  public func savedViews(_ proof: Authorized<To.ViewPlan>) throws -> SavedViewList {
    let person = proof.person
    let shared = viewLedger.standing.filter { $0.isShared && $0.owner != person.id }
    // Whoever left takes what they shared along: nobody else could change it.
    let people = shared.isEmpty ? [] : try store.people().compactMap(\.person).filter(\.isActive)
    let names = Dictionary(people.map { ($0.id, BilingualText($0.name, $0.englishName)) }, uniquingKeysWith: { first, _ in first })
    let own = BilingualText(person.name, person.englishName)
    var known: [SalesFilter: Bool] = [:]
    let theirs = try shared.filter { view in try names[view.owner] != nil && isOffered(view.question, to: person, &known) }
    return SavedViewList(
      entries: viewLedger.own(person.id).map { SavedViewList.Entry(view: $0, owner: own, isMine: true) }
        + theirs.sorted { ($0.name, $0.id) < ($1.name, $1.id) }.map {
          SavedViewList.Entry(view: $0, owner: names[$0.owner] ?? own, isMine: false)
        })
  }

  /// Whether a question of a colleague may be shown to somebody: measures of cost to whoever may see cost, and members and words to whoever has
  /// documents of them.
  private func isOffered(_ question: ViewQuestion, to person: Person, _ known: inout [SalesFilter: Bool]) throws -> Bool {
    if question.measures.contains(where: \.tellsCost), !Access.allows(person, .viewCost) { return false }
    guard !person.scope.isEverything else { return true }
    // Typed words are names of customers, and nobody can tell whose.
    guard question.words.isEmpty else { return false }
    for filter in question.members {
      for code in filter.codes {
        let one = SalesFilter(filter.dimension, [code])
        let isSeen = try known[one] ?? salesBooks(of: person).haveDocuments(of: one)
        known[one] = isSeen
        if !isSeen { return false }
      }
    }
    return true
  }
}
