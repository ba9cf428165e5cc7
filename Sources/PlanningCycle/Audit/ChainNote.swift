// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Journal

/// What a note that was kept outside says, held against the chains as they are.
public struct ChainNoteCheck: Sendable {
  /// This workspace wrote it, word for word.
  public let isGenuine: Bool
  /// The event it names has the hash it names.
  public let isInChain: Bool
  public let sequence: Int64
}

extension Workspace {
  /// A few lines to be kept outside, on paper or with somebody else: how far the chains are and which hash they end with. Whoever changes or cuts an
  /// event before that, and signs everything anew, cannot change the note.
  public func chainNote(_ proof: Authorized<To.ReadAudit>) throws -> String {
    let (journal, trail) = (try store.head(of: .journal), try store.head(of: .trail))
    let lines = [
      "同频 Tongpin · 账本链头 head of the chain", "公司 company: \(settings.name.chinese) / \(settings.name.english)",
      "时间 time: \(environment.now().minuteText) UTC+8", "事件 event: \(journal.sequence)", "哈希 hash: \(journal.digest.hex)",
      "登录链 trail: \(trail.sequence)", "登录链哈希 trail hash: \(trail.digest.hex)",
    ]
    return (lines + ["签章 seal: \(seal(of: lines))"]).joined(separator: "\n") + "\n"
  }

  /// Holds a note against the chain.
  ///
  /// - Throws: `CycleError.payloadIncomplete` for a text that is no note; `StoreError`.
  public func checkChainNote(_ proof: Authorized<To.ReadAudit>, _ text: String) throws -> ChainNoteCheck {
    let lines = text.split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter { !$0.isEmpty }
    func value(_ name: String) -> String? {
      lines.first { $0.hasPrefix(name + ":") }.map { String($0.dropFirst(name.count + 1)).trimmed }
    }
    guard let sequence = value("事件 event").flatMap({ Int64($0) }), let hash = value("哈希 hash"), let seal = value("签章 seal"),
      lines.count <= 20
    else {
      throw CycleError(
        .payloadIncomplete, BilingualText("这不是链头记录", "this is no note of the chain's head"),
        detail: BilingualText("需要“事件”“哈希”“签章”三行", "it needs the lines event, hash and seal"),
        hint: BilingualText("粘贴下载的全文，不要改动", "paste the whole text as it was downloaded"))
    }
    let event = try store.events(of: .journal, below: sequence == .max ? sequence : sequence + 1, notBelow: sequence, actor: nil, kinds: [])
      .first
    return ChainNoteCheck(
      isGenuine: self.seal(of: lines.filter { !$0.hasPrefix("签章") }) == seal, isInChain: event?.digest.hex == hash, sequence: sequence)
  }

  private func seal(of lines: [String]) -> String { store.derivedSecret("chain-note\n" + lines.joined(separator: "\n")).hex }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
