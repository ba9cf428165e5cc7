// SPDX-License-Identifier: Apache-2.0
import Journal

/// By which ways the company tells people something outside the browser. Secrets are not part of it.
public struct ChannelSettings: Sendable, Hashable {
  public static let webhookLimit = 20
  public static let hostLimit = 50
  /// Messages to one person in one day before the rest waits for a digest.
  public static let dailyLimits = 1...200

  /// nil: no mail is sent.
  public var mail: MailSettings?
  /// In the order in which they are shown.
  public var webhooks: [WebhookSettings]
  /// Where people reach this server, without a slash at the end; nil while nobody said, and then messages carry no links.
  public var publicAddress: String?
  /// Hosts of webhooks that may lie in a private network, in small letters.
  public var internalHosts: [String]
  /// Domains that mail goes to, in small letters; empty for all.
  public var mailDomains: [String]
  public var dailyLimit: Int

  public init(
    mail: MailSettings? = nil, webhooks: [WebhookSettings] = [], publicAddress: String? = nil, internalHosts: [String] = [],
    mailDomains: [String] = [], dailyLimit: Int = 20
  ) {
    self.mail = mail
    self.webhooks = webhooks
    self.publicAddress = publicAddress
    self.internalHosts = internalHosts
    self.mailDomains = mailDomains
    self.dailyLimit = dailyLimit
  }

  /// What a channel is called by in messages and preferences: `mail`, or the id of a webhook.
  public static let mailChannel = "mail"

  public func webhook(_ id: String) -> WebhookSettings? { webhooks.first { $0.id == id } }

  /// Channels that are switched on.
  public var open: [String] { (mail == nil ? [] : [Self.mailChannel]) + webhooks.filter(\.isOn).map(\.id) }

  /// Whether mail may go there.
  public func admits(_ address: MailAddress) -> Bool { mailDomains.isEmpty || mailDomains.contains(address.domain) }
}

/// A mail server and whose mail it takes.
public struct MailSettings: Sendable, Hashable {
  public enum Security: String, Sendable, Hashable, CaseIterable {
    /// Begins in the clear and goes over to TLS before anything is said (port 587).
    case startTLS = "starttls"
    /// TLS from the first byte (port 465).
    case tls
    /// None: for a mail server on the same machine.
    case none
  }

  public var host: String
  public var port: Int
  public var security: Security
  /// No TLS to another machine, knowingly.
  public var allowsPlainText: Bool
  /// Empty: nobody signs in.
  public var user: String
  public var from: MailAddress
  /// Shown beside the address; empty shows the company's name.
  public var fromName: String

  public init(
    host: String, port: Int, security: Security, allowsPlainText: Bool = false, user: String, from: MailAddress, fromName: String = ""
  ) {
    self.host = host
    self.port = port
    self.security = security
    self.allowsPlainText = allowsPlainText
    self.user = user
    self.from = from
    self.fromName = fromName
  }
}

/// Whose robot it is, which decides body, signature and how a refusal looks.
public enum WebhookKind: String, Sendable, Hashable, CaseIterable {
  case wecom, dingtalk, feishu
  /// Any server that takes JSON; signed with `X-Tongpin-Signature`.
  case json

  public var label: BilingualText {
    switch self {
    case .wecom: BilingualText("企业微信", "WeCom")
    case .dingtalk: BilingualText("钉钉", "DingTalk")
    case .feishu: BilingualText("飞书", "Feishu")
    case .json: BilingualText("通用 JSON", "Plain JSON")
    }
  }

  /// Robots have no secret at WeCom: the key is in the address.
  public var hasSecret: Bool { self != .wecom }
}

/// A robot of a group, or a server of the company's own. Its address and secret lie apart.
public struct WebhookSettings: Sendable, Hashable {
  /// `hook-1`: given once, never used again.
  public var id: String
  public var name: String
  public var kind: WebhookKind
  /// The host of its address: the rest of it is a secret.
  public var host: String
  public var isOn: Bool
  /// Sends the text, too. A robot's messages are read by the whole group, so by itself it says the subject only.
  public var carriesText: Bool

  public init(id: String, name: String, kind: WebhookKind, host: String, isOn: Bool = true, carriesText: Bool = false) {
    self.id = id
    self.name = name
    self.kind = kind
    self.host = host
    self.isOn = isOn
    self.carriesText = carriesText
  }
}
