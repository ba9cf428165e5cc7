// SPDX-License-Identifier: Apache-2.0

/// What an administrator asks the channels to be: as typed, secrets included.
public struct ChannelDraft: Sendable {
  /// nil leaves a secret as it is; empty takes it away.
  public typealias Secret = String?

  public struct Mail: Sendable {
    public let host: String
    public let port: Int
    public let security: String
    public let allowsPlainText: Bool
    public let user: String
    public let password: Secret
    public let from: String
    public let fromName: String

    public init(
      host: String, port: Int, security: String, allowsPlainText: Bool, user: String, password: Secret, from: String, fromName: String
    ) {
      self.host = host
      self.port = port
      self.security = security
      self.allowsPlainText = allowsPlainText
      self.user = user
      self.password = password
      self.from = from
      self.fromName = fromName
    }
  }

  public struct Webhook: Sendable {
    /// nil for a new one.
    public let id: String?
    public let name: String
    public let kind: String
    public let url: Secret
    public let secret: Secret
    public let isOn: Bool
    public let carriesText: Bool

    public init(id: String?, name: String, kind: String, url: Secret, secret: Secret, isOn: Bool, carriesText: Bool) {
      self.id = id
      self.name = name
      self.kind = kind
      self.url = url
      self.secret = secret
      self.isOn = isOn
      self.carriesText = carriesText
    }
  }

  public let mail: Mail?
  public let webhooks: [Webhook]
  public let publicAddress: String
  public let internalHosts: [String]
  public let mailDomains: [String]
  public let dailyLimit: Int
  /// The settings it was made from; nil: whatever they are.
  public let version: Int64?

  public init(
    mail: Mail?, webhooks: [Webhook], publicAddress: String, internalHosts: [String], mailDomains: [String], dailyLimit: Int,
    version: Int64?
  ) {
    self.mail = mail
    self.webhooks = webhooks
    self.publicAddress = publicAddress
    self.internalHosts = internalHosts
    self.mailDomains = mailDomains
    self.dailyLimit = dailyLimit
    self.version = version
  }
}

/// Checks a draft against what is known, and collects every fault.
struct ChannelCheck {
  private(set) var settings = ChannelSettings()
  private(set) var secrets: [String: SecretText] = [:]
  private(set) var faults: [BilingualText] = []
  private(set) var newestHook: Int64
  private let known: ChannelSettings
  private let kept: [String: SecretText]

  init(_ draft: ChannelDraft, known: ChannelLedger, kept: [String: SecretText]) {
    self.known = known.settings
    self.kept = kept
    newestHook = known.newestHook
    if let mail = draft.mail { take(mail) }
    if draft.webhooks.count > ChannelSettings.webhookLimit {
      fault("群机器人最多 \(ChannelSettings.webhookLimit) 个", "there are at most \(ChannelSettings.webhookLimit) webhooks")
    }
    for webhook in draft.webhooks.prefix(ChannelSettings.webhookLimit) { take(webhook) }
    take(publicAddress: draft.publicAddress)
    settings.internalHosts = names(draft.internalHosts, "内网主机", "internal host")
    settings.mailDomains = names(draft.mailDomains, "邮箱域名", "mail domain")
    settings.dailyLimit = draft.dailyLimit
    if !ChannelSettings.dailyLimits.contains(draft.dailyLimit) {
      let limits = ChannelSettings.dailyLimits
      fault(
        "每人每天的消息数 \(draft.dailyLimit) 应为 \(limits.lowerBound) 到 \(limits.upperBound)",
        "\(draft.dailyLimit) messages a day are not \(limits.lowerBound) to \(limits.upperBound)")
    }
  }

  private mutating func fault(_ chinese: String, _ english: String) { faults.append(BilingualText(chinese, english)) }

  private static func isPlain(_ text: String, _ limit: Int) -> Bool {
    text.utf8.count <= limit && text.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 }
  }

  /// Takes a secret as it is typed, or keeps the one there is.
  private mutating func keep(_ name: String, _ typed: ChannelDraft.Secret) {
    guard let typed else {
      secrets[name] = kept[name]
      return
    }
    guard Self.isPlain(typed, WebAddress.limit) else {
      return fault("密钥过长或含有控制字符", "a secret is too long or has control characters")
    }
    secrets[name] = SecretText(typed)
  }

  private mutating func take(_ mail: ChannelDraft.Mail) {
    let host = mail.host.lowercased()
    if !HostName.isName(host) {
      fault("邮件服务器“\(mail.host.prefix(100))”不是主机名", "the mail server “\(mail.host.prefix(100))” is no host name")
    }
    if !(1...65_535).contains(mail.port) { fault("端口 \(mail.port) 应为 1 到 65535", "port \(mail.port) is not 1 to 65535") }
    let security = MailSettings.Security(rawValue: mail.security)
    if security == nil {
      let known = MailSettings.Security.allCases.map(\.rawValue)
      fault(
        "加密方式“\(mail.security.prefix(20))”应为 \(known.joined(separator: "、"))",
        "the security “\(mail.security.prefix(20))” is none of \(known.joined(separator: ", "))")
    }
    if security == MailSettings.Security.none, !mail.allowsPlainText, !HostName.isLoopback(host) {
      fault(
        "不加密只能用于本机的邮件服务器；要发到别的机器，请明确允许明文",
        "without encryption mail goes to this machine only; allow plain text knowingly to send it to another")
    }
    let from = MailAddress(mail.from)
    if from == nil { fault("发件地址“\(mail.from.prefix(100))”不是邮箱", "the sender “\(mail.from.prefix(100))” is no address") }
    for text in [mail.user, mail.fromName] where !Self.isPlain(text, 200) {
      fault("用户名和发件人名称最长 200 字节，不能含控制字符", "user and sender are at most 200 bytes without control characters")
    }
    // A password goes to the server it was typed for: whoever names another types it again.
    if let now = known.mail, mail.password == nil, kept[ChannelSecretName.password] != nil, (now.host, now.user) != (host, mail.user) {
      fault("换了服务器或用户名，请重新输入密码", "for another server or user type the password again")
    }
    keep(ChannelSecretName.password, mail.password)
    guard let security, let from else { return }
    settings.mail = MailSettings(
      host: host, port: mail.port, security: security, allowsPlainText: mail.allowsPlainText, user: mail.user, from: from,
      fromName: mail.fromName)
  }

  private mutating func take(_ webhook: ChannelDraft.Webhook) {
    let before = webhook.id.flatMap { known.webhook($0) }
    if let id = webhook.id, before == nil { return fault("没有群机器人 \(id.prefix(40))", "there is no webhook \(id.prefix(40))") }
    guard let kind = WebhookKind(rawValue: webhook.kind) else {
      let known = WebhookKind.allCases.map(\.rawValue)
      return fault(
        "种类“\(webhook.kind.prefix(20))”应为 \(known.joined(separator: "、"))",
        "the kind “\(webhook.kind.prefix(20))” is none of \(known.joined(separator: ", "))")
    }
    if webhook.name.isEmpty || !Self.isPlain(webhook.name, 200) {
      fault("每个群机器人要有名称，最长 200 字节", "a webhook needs a name of at most 200 bytes")
    }
    if before == nil { newestHook += 1 }
    let id = before?.id ?? "hook-\(newestHook)"
    guard !settings.webhooks.contains(where: { $0.id == id }) else {
      return fault("群机器人 \(id) 出现了两次", "the webhook \(id) is there twice")
    }
    keep(ChannelSecretName.url(id), webhook.url)
    keep(ChannelSecretName.secret(id), kind.hasSecret ? webhook.secret : "")
    var host = before?.host ?? ""
    if let url = secrets[ChannelSecretName.url(id)] {
      if let address = WebAddress(url.value), address.isSecure || HostName.isLoopback(address.host) {
        host = address.host
      } else {
        fault(
          "“\(webhook.name.prefix(60))”的地址应以 https:// 开头，不含用户名和空格",
          "the address of “\(webhook.name.prefix(60))” begins with https:// and has no user name and no blank")
      }
    } else if webhook.isOn {
      fault("“\(webhook.name.prefix(60))”还没有地址", "“\(webhook.name.prefix(60))” has no address yet")
    }
    // The signing secret goes where the address says.
    if let before, webhook.url != nil, webhook.secret == nil, kept[ChannelSecretName.secret(id)] != nil, before.host != host {
      fault("“\(webhook.name.prefix(60))”换了主机，请重新输入密钥", "“\(webhook.name.prefix(60))” goes to another host: type its secret again")
    }
    settings.webhooks.append(
      WebhookSettings(id: id, name: webhook.name, kind: kind, host: host, isOn: webhook.isOn, carriesText: webhook.carriesText))
  }

  private mutating func take(publicAddress typed: String) {
    guard !typed.isEmpty else { return }
    let text = typed.hasSuffix("/") ? String(typed.dropLast()) : typed
    guard let address = WebAddress(text), !address.text.contains("?") else {
      return fault(
        "访问地址“\(typed.prefix(100))”应像 https://tongpin.example.com",
        "the address “\(typed.prefix(100))” is not like https://tongpin.example.com")
    }
    settings.publicAddress = text
  }

  private mutating func names(_ typed: [String], _ chinese: String, _ english: String) -> [String] {
    if typed.count > ChannelSettings.hostLimit {
      fault("\(chinese)最多 \(ChannelSettings.hostLimit) 个", "there are at most \(ChannelSettings.hostLimit) of: \(english)")
    }
    var names: [String] = []
    for name in typed.prefix(ChannelSettings.hostLimit).map({ $0.lowercased() }) where !names.contains(name) {
      if HostName.isName(name) {
        names.append(name)
      } else {
        fault("\(chinese)“\(name.prefix(100))”不是主机名", "the \(english) “\(name.prefix(100))” is no host name")
      }
    }
    return names
  }
}

/// What secrets are called by in their store.
enum ChannelSecretName {
  static let password = "mail.password"
  static func url(_ id: String) -> String { id + ".url" }
  static func secret(_ id: String) -> String { id + ".secret" }
}
