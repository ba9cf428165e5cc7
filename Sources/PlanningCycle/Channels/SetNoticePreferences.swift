// SPDX-License-Identifier: Apache-2.0
public import Access
import Journal

/// How somebody is told, and what there is to choose from.
public struct NoticePreferencesView: Sendable {
  public let preferences: NoticePreferences
  /// Channels of the company that are open, with their names.
  public let channels: [(id: String, kind: WebhookKind?, name: String)]
  /// Domains that mail goes to; empty for all.
  public let mailDomains: [String]
  /// Some channel reaches the person now.
  public let isReached: Bool
}

extension Workspace {
  /// One's own.
  public func noticePreferences(_ proof: Authorized<To.ViewPlan>) -> NoticePreferencesView {
    let settings = channels.settings
    let own = channels.preferences(of: proof.person.id)
    return NoticePreferencesView(
      preferences: own,
      channels: settings.open.map { id in (id, settings.webhook(id)?.kind, settings.webhook(id)?.name ?? "") },
      mailDomains: settings.mailDomains, isReached: !own.reached(by: settings).isEmpty)
  }

  /// Sets how one wants to be told things outside the browser.
  ///
  /// - Parameter address: as typed; empty takes it away.
  /// - Throws: `CycleError.noticesRefused` with every fault.
  public func setNoticePreferences(
    _ proof: Authorized<To.ViewPlan>, _ wanted: NoticePreferences, address: String, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    var wanted = wanted
    var faults: [BilingualText] = []
    wanted.address = MailAddress(address)
    if !address.isEmpty {
      if let known = wanted.address {
        if !channels.settings.admits(known) {
          let domains = channels.settings.mailDomains
          faults.append(
            BilingualText("邮件只发到 \(domains.joined(separator: "、"))", "mail goes only to \(domains.joined(separator: ", "))"))
        }
      } else {
        faults.append(Self.addressRefused(address).detail)
      }
    }
    for channel in wanted.channels where channel != ChannelSettings.mailChannel && channels.settings.webhook(channel) == nil {
      faults.append(BilingualText("没有渠道“\(channel.prefix(40))”", "there is no channel “\(channel.prefix(40))”"))
    }
    for hour in [wanted.quietFrom, wanted.quietUntil, wanted.digestHour] where !(0...23).contains(hour) {
      faults.append(BilingualText("钟点 \(hour) 应为 0 到 23", "the hour \(hour) is not 0 to 23"))
    }
    if let language = wanted.language, !["zh-Hans", "en"].contains(language) {
      faults.append(BilingualText("语言应为 zh-Hans 或 en", "the language is zh-Hans or en"))
    }
    wanted.kinds = NoticeKind.chosen.filter { wanted.kinds.contains($0) }
    guard faults.isEmpty else {
      throw CycleError(
        .noticesRefused, BilingualText("通知方式不能这样设", "it cannot be set so"), detail: BilingualText.joined(faults),
        hint: BilingualText("改正后再保存", "correct it and save again"))
    }
    return try recordDecision(
      ChannelLedger.preferred, wanted.canonical, BilingualText("设定了自己的通知方式", "set how to be told"), context)
  }
}
