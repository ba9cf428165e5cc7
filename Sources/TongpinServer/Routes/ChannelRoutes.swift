// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let channels: [Route] = [
    .route(
      .get, "/api/v1/channels", To.ManageUsers.self,
      "How people are told things outside the browser; of secrets only whether they are there"
    ) {
      proof, _, workspace in try workspace.channels(proof).json
    },
    .route(.post, "/api/v1/channels", To.ManageUsers.self, "Sets mail server, webhooks and limits; a secret that is left out stays") {
      proof, input, workspace in
      // No fingerprint of the body: it holds passwords.
      let context = CommandContext(person: proof.person, key: "channels-\(workspace.revision)", at: workspace.environment.now())
      try workspace.setChannels(proof, try draft(try input.json()), context: context)
      return try workspace.channels(proof).json
    },
    .route(.get, "/api/v1/notices", To.ViewPlan.self, "How one is told things outside the browser, and what there is to choose from") {
      proof, _, workspace in workspace.noticePreferences(proof).json
    },
  ]

  private static func draft(_ body: JSON) throws -> ChannelDraft {
    func whole(_ value: JSON?, _ standard: Int) -> Int { value?.whole.map { Int(clamping: $0) } ?? standard }
    func texts(_ name: String) -> [String] { (body[name]?.elements ?? []).compactMap(\.text) }
    let mail = body["mail"].map { mail in
      ChannelDraft.Mail(
        host: mail["host"]?.text ?? "", port: whole(mail["port"], 587), security: mail["security"]?.text ?? "starttls",
        allowsPlainText: mail["allowsPlainText"]?.flag ?? false, user: mail["user"]?.text ?? "", password: mail["password"]?.text,
        from: mail["from"]?.text ?? "", fromName: mail["fromName"]?.text ?? "")
    }
    let webhooks = (body["webhooks"]?.elements ?? []).map { webhook in
      ChannelDraft.Webhook(
        id: webhook["id"]?.text, name: webhook["name"]?.text ?? "", kind: webhook["kind"]?.text ?? "", url: webhook["url"]?.text,
        secret: webhook["secret"]?.text, isOn: webhook["isOn"]?.flag ?? true, carriesText: webhook["carriesText"]?.flag ?? false)
    }
    return ChannelDraft(
      mail: mail, webhooks: webhooks, publicAddress: body["publicAddress"]?.text ?? "", internalHosts: texts("internalHosts"),
      mailDomains: texts("mailDomains"), dailyLimit: whole(body["dailyLimit"], 20), version: body["version"]?.whole)
  }

  /// The command by which one sets how one is told.
  static func setNotices(
    _ payload: JSON, _ context: CommandContext, _ proof: Authorized<To.ViewPlan>, _ workspace: Workspace
  ) throws -> CommandOutcome {
    let standard = NoticePreferences()
    func hour(_ name: String, _ standard: Int) -> Int { payload[name]?.whole.map { Int(clamping: $0) } ?? standard }
    let channels = payload["channels"]?.elements?.compactMap(\.text)
    let kinds = payload["kinds"]?.elements?.compactMap { $0.text.flatMap { NoticeKind(rawValue: $0) } }
    let wanted = NoticePreferences(
      channels: Array((channels ?? standard.channels).prefix(ChannelSettings.webhookLimit + 1)), kinds: kinds ?? standard.kinds,
      language: payload["language"]?.text, quietFrom: hour("quietFrom", standard.quietFrom),
      quietUntil: hour("quietUntil", standard.quietUntil), digestHour: hour("digestHour", standard.digestHour))
    return try workspace.setNoticePreferences(proof, wanted, address: payload["address"]?.text ?? "", context: context)
  }
}

extension ChannelView {
  fileprivate var json: JSON {
    let mail = settings.mail.map { mail in
      JSON.object([
        .init("host", .string(mail.host)), .init("port", JSON(mail.port)), .init("security", .string(mail.security.rawValue)),
        .init("allowsPlainText", JSON(mail.allowsPlainText)), .init("user", .string(mail.user)), .init("hasPassword", JSON(hasPassword)),
        .init("from", .string(mail.from.text)), .init("fromName", .string(mail.fromName)),
      ])
    }
    let webhooks = settings.webhooks.map { webhook in
      JSON.object([
        .init("id", .string(webhook.id)), .init("name", .string(webhook.name)), .init("kind", .string(webhook.kind.rawValue)),
        .init("host", .string(webhook.host)), .init("hasURL", JSON(hasURL(webhook.id))), .init("hasSecret", JSON(hasSecret(webhook.id))),
        .init("isOn", JSON(webhook.isOn)), .init("carriesText", JSON(webhook.carriesText)),
      ])
    }
    return .object([
      .init("version", .integer(version)), .init("mail", mail ?? .null), .init("webhooks", .array(webhooks)),
      .init("publicAddress", JSON(settings.publicAddress)), .init("internalHosts", JSON(settings.internalHosts) { .string($0) }),
      .init("mailDomains", JSON(settings.mailDomains) { .string($0) }), .init("dailyLimit", JSON(settings.dailyLimit)),
      .init(
        "kinds",
        JSON(WebhookKind.allCases) {
          .object([.init("key", .string($0.rawValue)), .init("label", .text($0.label)), .init("hasSecret", JSON($0.hasSecret))])
        }),
    ])
  }
}

extension NoticePreferencesView {
  fileprivate var json: JSON {
    .object([
      .init("address", .string(preferences.address?.text ?? "")), .init("channels", JSON(preferences.channels) { .string($0) }),
      .init("kinds", JSON(preferences.kinds) { .string($0.rawValue) }), .init("language", JSON(preferences.language)),
      .init("quietFrom", JSON(preferences.quietFrom)), .init("quietUntil", JSON(preferences.quietUntil)),
      .init("digestHour", JSON(preferences.digestHour)), .init("isReached", JSON(isReached)),
      .init("mailDomains", JSON(mailDomains) { .string($0) }),
      .init(
        "open",
        JSON(channels) { channel in
          let label = channel.kind?.label ?? BilingualText("邮件", "Mail")
          return .object([.init("id", .string(channel.id)), .init("label", .text(label)), .init("name", .string(channel.name))])
        }),
      .init("choice", JSON(NoticeKind.chosen) { .object([.init("key", .string($0.rawValue)), .init("label", .text($0.label))]) }),
    ])
  }
}
