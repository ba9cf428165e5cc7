// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// A decision in its place in the chain: signed over all its fields and over its predecessor's signature.
public struct Event: Sendable, Equatable {
  /// 1, 2, 3 … without gaps.
  public let sequence: Int64
  /// The digest of the event before; `Digest.zero` for the first.
  public let previous: Digest
  public let recordedAt: Moment
  public let draft: EventDraft
  /// HMAC-SHA256 over every field above, under the workspace's key.
  public let digest: Digest

  init(sequence: Int64, previous: Digest, recordedAt: Moment, draft: EventDraft, digest: Digest) {
    self.sequence = sequence
    self.previous = previous
    self.recordedAt = recordedAt
    self.draft = draft
    self.digest = digest
  }

  public var kind: String { draft.kind }
  public var payload: CanonicalValue { draft.payload }
  public var head: ChainHead { ChainHead(sequence: sequence, digest: digest, recordedAt: recordedAt) }
}

/// The end of a chain: what the next event follows.
public struct ChainHead: Hashable, Sendable {
  public let sequence: Int64
  public let digest: Digest
  public let recordedAt: Moment

  public init(sequence: Int64, digest: Digest, recordedAt: Moment) {
    self.sequence = sequence
    self.digest = digest
    self.recordedAt = recordedAt
  }

  /// Before the first event.
  public static let start = ChainHead(
    sequence: 0, digest: .zero, recordedAt: Moment(millisecondsSinceEpoch: .min))
}
