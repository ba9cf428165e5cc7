// SPDX-License-Identifier: Apache-2.0
public import Access
import Commerce

/// A first look at a source that is about to be made or changed: everything it needs, so that the waiting is done beside the workspace.
public struct SourceTrial: Sendable {
  public let connection: SourceConnection
  fileprivate let request: SourceRequest?
  fileprivate let folders: any WatchedFolders
  fileprivate let connector: any SourceConnector
  fileprivate let remembered: [RememberedLayout]
  fileprivate let known: KnownFactCodes?

  /// What the source answers, or why it does not.
  public func ask(isStopped: @escaping @Sendable () -> Bool) throws(SourceFault) -> Answer {
    if case .folder(let path) = connection { return .folder(try folders.files(in: path)) }
    guard let request, let known else { throw SourceFault(.settingRefused, BilingualText("还没有查询", "there is no query yet")) }
    return .rows(try connector.probe(request, remembered: remembered, knows: known.knows, isStopped: isStopped))
  }

  public enum Answer: Sendable {
    case rows(SourceProbe)
    /// Files that wait in the folder.
    case folder([WatchedFile])
  }
}

extension Workspace {
  /// What a trial of a source needs; nothing is kept, neither of the draft nor of the secret.
  ///
  /// - Parameters:
  ///   - place: which query of the draft, from nought.
  ///   - secret: as typed; nil takes the one that is kept for the source, where it is for the same place still.
  ///   - id: the source that is changed; nil for a new one.
  /// - Throws: `CycleError.sourceRefused` with every reason; `sourceNotKnown`; `StoreError`.
  public func sourceTrial(
    _ proof: Authorized<To.ImportFacts>, _ draft: SourceDraft, query place: Int, secret: SecretText?, of id: Int64?
  ) throws -> SourceTrial {
    var draft = draft
    // It is the connection and one query that are tried: what else is missing is said when the source is saved.
    if draft.queries.indices.contains(place) { draft.queries = [draft.queries[place]] }
    if draft.name.isEmpty { draft.name = "probe" }
    if draft.every == nil, draft.daily.isEmpty { draft.every = 60 }
    let check = SourceCheck(draft, owner: proof.person, access: environment.sources)
    guard let content = check.content, let connection = content.connection else {
      throw Self.sourceRefused(
        check.problems.isEmpty
          ? [SourceProblem("type", BilingualText("推送的数据源没有可试的连接", "a source that sends has no connection to try"))] : check.problems)
    }
    var secret = secret
    if secret == nil, let id {
      let known = try source(id)
      if known.content.feed.isSamePlace(as: content.feed) { secret = try store.channelSecrets()[Self.secretName(of: id)] }
    }
    let query = content.queries.first
    let request = query.map {
      SourceRequest(
        name: content.name.chinese, connection: connection, secret: secret, query: $0, since: nil,
        limits: SourceLimits(rows: 100, bytes: 4 << 20, seconds: 20))
    }
    return SourceTrial(
      connection: connection, request: request, folders: environment.sources.folders, connector: environment.sources.connector,
      remembered: ledgers.layouts.layouts, known: query.map { knownCodes(for: $0.kind) })
  }
}
