// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Journal

/// The channels as an administrator sees them: whether a secret is there, never what it is.
public struct ChannelView: Sendable {
  public let settings: ChannelSettings
  /// Names of secrets that are there.
  public let secrets: Swift.Set<String>
  public let version: Int64

  public var hasPassword: Bool { secrets.contains(ChannelSecretName.password) }
  public func hasURL(_ id: String) -> Bool { secrets.contains(ChannelSecretName.url(id)) }
  public func hasSecret(_ id: String) -> Bool { secrets.contains(ChannelSecretName.secret(id)) }
}

extension Workspace {
  /// - Throws: `StoreError`.
  public func channels(_ proof: Authorized<To.ManageUsers>) throws -> ChannelView {
    ChannelView(settings: channels.settings, secrets: Swift.Set(try store.channelSecrets().keys), version: channels.version)
  }

  /// Sets by which ways people are told things outside the browser. The event says who set what; secrets go to their own store alone.
  ///
  /// - Parameter context: without a fingerprint of the request: it would be one of the secrets as well.
  /// - Throws: `CycleError.channelsRefused` with every fault; `channelsChanged` when somebody else set them since; `StoreError`.
  public func setChannels(_ proof: Authorized<To.ManageUsers>, _ draft: ChannelDraft, context: CommandContext) throws {
    precondition(context.fingerprint == nil, "no digest of a secret is written down")
    if let version = draft.version, version != channels.version {
      throw CycleError(
        .channelsChanged, BilingualText("通知设置已被别人改过", "somebody else changed the settings"),
        detail: BilingualText("您看到的是第 \(version) 号，现在是第 \(channels.version) 号", "you saw number \(version), now it is \(channels.version)"),
        hint: BilingualText("重新载入后再改", "load them again, then change them"))
    }
    let check = ChannelCheck(draft, known: channels, kept: try store.channelSecrets())
    guard check.faults.isEmpty else {
      throw CycleError(
        .channelsRefused, BilingualText("通知设置不能这样保存", "the settings cannot be saved so"), detail: BilingualText.joined(check.faults),
        hint: BilingualText("改正后再保存", "correct it and save again"))
    }
    let wasClosed = channels.settings.open.isEmpty
    // Secrets first: settings that stand always have theirs. A secret without settings is used by nothing. Those of the sign-in provider and of sources
    // lie with them.
    let others = try store.channelSecrets().filter { $0.key == Self.providerSecretName || $0.key.hasPrefix(Self.sourceSecretPrefix) }
    let secrets = check.secrets.merging(others) { _, kept in kept }
    try store.save(channelSecrets: secrets)
    var payload = check.settings.canonical
    payload["newest_hook"] = .integer(check.newestHook)
    _ = try recordDecision(ChannelLedger.set, payload, BilingualText("更新通知设置", "notification settings changed"), context)
    // What happened before anybody could be told is not told afterwards.
    if wasClosed, !check.settings.open.isEmpty { try store.enqueue([], through: revision) }
  }

  /// What a trial of a channel needs.
  ///
  /// - Parameters:
  ///   - channel: `mail` or the id of a webhook.
  ///   - address: where a mail goes; nil: to oneself.
  /// - Throws: `CycleError.channelNotKnown`, `channelsRefused` without an address.
  public func channelTrial(
    _ proof: Authorized<To.ManageUsers>, channel: String, to address: String?, language: String
  ) throws -> (OutgoingMessage, ChannelTarget) {
    let person = proof.person
    var preferences = channels.preferences(of: person.id)
    if let address, !address.isEmpty {
      guard let known = MailAddress(address) else { throw Self.addressRefused(address) }
      preferences.address = known
    }
    if channel == ChannelSettings.mailChannel, preferences.address == nil {
      throw CycleError(
        .channelsRefused, BilingualText("不知道发到哪里", "it is not known where to send it"),
        detail: BilingualText("您还没有填写邮箱", "you have given no address of yours"),
        hint: BilingualText("填一个收件地址再试", "type an address and try again"))
    }
    guard let target = try target(channel, preferences) else {
      throw Self.channelNotKnown(channel)
    }
    let isEnglish = language == "en"
    let moment = environment.now()
    let message = OutgoingMessage(
      key: "test-\(person.id)-\(moment.millisecondsSinceEpoch)", kind: .test, login: person.login,
      recipient: isEnglish ? person.englishName : person.name,
      subject: isEnglish ? "Tongpin: a test message" : "同频：测试消息",
      text: isEnglish
        ? "\(settings.name.english) sends messages this way. Sent by \(person.englishName) as a trial."
        : "\(settings.name.chinese)会用这个渠道发送消息。这是\(person.name)发出的一次测试。",
      link: channels.settings.publicAddress, language: isEnglish ? "en" : "zh-Hans")
    return (message, target)
  }

  static func channelNotKnown(_ channel: String) -> CycleError {
    CycleError(
      .channelNotKnown, BilingualText("没有这个渠道", "there is no such channel"),
      detail: BilingualText(
        "渠道 \(channel) 不存在、未填地址，或收件域名不在允许之列", "\(channel) is not there, has no address, or mail does not go to that domain"),
      hint: BilingualText("先保存设置，再试", "save the settings first, then try"), parameters: ["channel": channel])
  }

  static func addressRefused(_ typed: String) -> CycleError {
    CycleError(
      .channelsRefused, BilingualText("这不是邮箱地址", "this is no address"),
      detail: BilingualText("“\(typed.prefix(100))”应像 name@example.com", "“\(typed.prefix(100))” is not like name@example.com"),
      hint: BilingualText("改正后再试", "correct it and try again"))
  }

  /// Where a channel leads for somebody; nil when it leads nowhere now.
  func target(_ channel: String, _ preferences: NoticePreferences) throws -> ChannelTarget? {
    let secrets = try store.channelSecrets()
    let settings = channels.settings
    if channel == ChannelSettings.mailChannel {
      guard var mail = settings.mail, let address = preferences.address, settings.admits(address) else { return nil }
      if mail.fromName.isEmpty { mail.fromName = self.settings.name.chinese }
      return .mail(mail, password: secrets[ChannelSecretName.password], to: address)
    }
    guard let webhook = settings.webhook(channel), webhook.isOn, let url = secrets[ChannelSecretName.url(webhook.id)] else { return nil }
    return .webhook(
      webhook.kind, url: url, secret: secrets[ChannelSecretName.secret(webhook.id)],
      isListed: settings.internalHosts.contains(webhook.host), carriesText: webhook.carriesText)
  }
}
