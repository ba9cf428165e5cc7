// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
public import Commerce

/// A source as the list shows it.
public struct SourceView: Sendable {
  public let source: DataSource
  public let health: SourceHealth
  public let owner: BilingualText
  /// The login of the owner; empty where they are gone.
  public let ownerLogin: String
  public let hasSecret: Bool
  /// How far each query was read.
  public let marks: [(kind: FactKind, mark: SourceMark?, newestDay: Day?)]
}

/// A source with what became of its reading, newest first.
public struct SourceDetail: Sendable {
  public let view: SourceView
  public let runs: [SourceRun]
}

extension Workspace {
  /// - Throws: `StoreError`.
  public func sources(_ proof: Authorized<To.ViewCompany>) throws -> [SourceView] {
    let secrets = try store.channelSecrets()
    return try sourceLedger.standing.map { try view(of: $0, secrets) }
  }

  /// - Throws: `CycleError.sourceNotKnown`; `StoreError`.
  public func source(_ proof: Authorized<To.ViewCompany>, _ id: Int64) throws -> SourceDetail {
    let source = try source(id)
    let runs = sourceLedger.progress(of: id).runs + sourceShelf.memory(of: source).quiet
    let sorted = runs.enumerated().sorted { ($1.element.endedAt, $1.offset) < ($0.element.endedAt, $0.offset) }.map(\.element)
    return SourceDetail(view: try view(of: source, try store.channelSecrets()), runs: Array(sorted.prefix(SourceBounds.runs)))
  }

  private func view(of source: DataSource, _ secrets: [String: SecretText]) throws -> SourceView {
    let owner = try store.person(id: source.content.owner)
    let name = owner.map { BilingualText($0.details.name, $0.details.englishName.isEmpty ? $0.details.name : $0.details.englishName) }
    let stands = sourceLedger.progress(of: source.id).stands
    let kinds = source.content.queries.map(\.kind)
    let others = stands.keys.filter { !kinds.contains($0) }.sorted { $0.rawValue < $1.rawValue }
    return SourceView(
      source: source, health: health(of: source, secrets), owner: name ?? BilingualText("（已不在）", "(gone)"),
      ownerLogin: owner?.details.login ?? "", hasSecret: secrets[Self.secretName(of: source.id)] != nil,
      marks: (kinds + others).map { ($0, stands[$0]?.mark, stands[$0]?.newestDay) })
  }

  /// - Parameter secrets: nil: as if all were there.
  func signals(of source: DataSource, _ secrets: [String: SecretText]?) -> SourceSignals {
    SourceSignals(
      source: source, progress: sourceLedger.progress(of: source.id), memory: sourceShelf.memory(of: source),
      openedAt: sourceShelf.openedAt,
      now: environment.now(), lacksSecret: source.content.usesSecret && secrets.map { $0[Self.secretName(of: source.id)] == nil } ?? false)
  }

  func health(of source: DataSource, _ secrets: [String: SecretText]) -> SourceHealth {
    SourceHealth(signals(of: source, secrets)) { self.planDays.isWorkday($0) }
  }
}
