// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// Brings a message to where it goes, outside the program.
///
/// Synchronous and slow: it waits for somebody else's server, so never call it on a turn of the workspace.
public protocol MessageCarrier: Sendable {
  /// - Parameters:
  ///   - moment: when it is sent, for dates and signatures.
  ///   - isStopped: asked about once a second; true ends the attempt.
  func carry(
    _ message: OutgoingMessage, to target: ChannelTarget, at moment: Moment, isStopped: @escaping @Sendable () -> Bool
  ) -> CarrierAnswer
}

/// A message as it is sent: one language, no markup.
public struct OutgoingMessage: Sendable, Hashable {
  /// The same at every attempt: by it a receiver knows a message that came twice.
  public let key: String
  public let kind: NoticeKind
  public let login: String
  /// Whom it is for, as people call them.
  public let recipient: String
  public let subject: String
  /// Plain text in lines.
  public let text: String
  /// Where it is about, with scheme and host; nil while nobody said at which address the server is reached.
  public let link: String?
  /// `zh-Hans` or `en`.
  public let language: String

  public init(
    key: String, kind: NoticeKind, login: String, recipient: String, subject: String, text: String, link: String?, language: String
  ) {
    self.key = key
    self.kind = kind
    self.login = login
    self.recipient = recipient
    self.subject = subject
    self.text = text
    self.link = link
    self.language = language
  }
}

/// Where a message goes, with the secrets that are needed there.
public enum ChannelTarget: Sendable {
  case mail(MailSettings, password: SecretText?, to: MailAddress)
  /// - Parameter isListed: the host may lie in a private network.
  case webhook(WebhookKind, url: SecretText, secret: SecretText?, isListed: Bool, carriesText: Bool)
}

/// What became of one attempt.
public struct CarrierAnswer: Sendable, Hashable {
  public enum Outcome: String, Sendable, Hashable {
    case delivered
    /// Another attempt may succeed.
    case refusedForNow = "refused-for-now"
    /// The same message is refused again.
    case refusedForGood = "refused-for-good"
    /// Nobody answered as one who takes messages.
    case unreachable
    /// The program ends; nobody knows whether it arrived.
    case stopped
  }

  /// What stood in the way when it was not the receiver's own refusal.
  public enum Problem: String, Sendable, Hashable, CaseIterable {
    case none
    case addressRefused = "address-refused"
    case hostNotFound = "host-not-found"
    case notConnected = "not-connected"
    case timedOut = "timed-out"
    case tls
    case login
    case redirected
    case answerTooLong = "answer-too-long"
    case answerNotUnderstood = "answer-not-understood"
    case messageTooLong = "message-too-long"
    case setting
  }

  public let outcome: Outcome
  public let problem: Problem
  /// What the receiver said, or the library: at most ``limit`` characters, no secrets.
  public let words: String
  /// Seconds for which the receiver wants to be left alone.
  public let retryAfter: Int?

  public static let limit = 300

  /// The receiver's own words.
  public init(_ outcome: Outcome, said words: String, retryAfter: Int? = nil) {
    self.init(outcome, .none, words, retryAfter: retryAfter)
  }

  public init(_ outcome: Outcome, _ problem: Problem, _ words: String, retryAfter: Int? = nil) {
    self.outcome = outcome
    self.problem = problem
    let plain = words.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : Character($0) }
    self.words = String(plain.prefix(Self.limit))
    self.retryAfter = retryAfter
  }
}
