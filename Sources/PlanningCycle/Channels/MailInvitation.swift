// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
public import Journal

extension Workspace {
  /// What mailing an invitation needs: sent at once and kept nowhere, because its link is a secret.
  ///
  /// - Parameters:
  ///   - link: the secret that was shown when the invitation was made.
  ///   - address: as typed.
  /// - Throws: `CycleError.invitationNotKnown`; `channelsRefused` for no address, one of another domain, or a server whose own address nobody set;
  ///   `channelNotKnown` where no mail is sent.
  public func invitationMail(
    _ proof: Authorized<To.ManageUsers>, _ link: Token, to address: String, language: String
  ) throws -> (OutgoingMessage, ChannelTarget) {
    guard let invitation = invitation(behind: link) else { throw Self.invitationNotKnown() }
    guard let known = MailAddress(address) else { throw Self.addressRefused(address) }
    guard let place = channels.settings.publicAddress else {
      throw CycleError(
        .channelsRefused, BilingualText("还不能发邀请邮件", "invitations cannot be mailed yet"),
        detail: BilingualText("没有填本系统的访问地址，链接不知道指向哪里", "the address of this system is not set: the link would lead nowhere"),
        hint: BilingualText("在“通知设置”里填好访问地址", "set it under Notifications"))
    }
    var preferences = NoticePreferences()
    preferences.address = known
    guard let target = try target(ChannelSettings.mailChannel, preferences) else {
      throw Self.channelNotKnown(ChannelSettings.mailChannel)
    }
    let isEnglish = language == "en"
    let name = isEnglish && !invitation.englishName.isEmpty ? invitation.englishName : invitation.name
    let until = invitation.expiresAt.minuteText
    let (company, by) = (settings.name, self.name(of: proof.person.actor))
    let message = OutgoingMessage(
      key: "invitation-\(invitation.id)-\(environment.now().millisecondsSinceEpoch)", kind: .invitation, login: "", recipient: name,
      subject: isEnglish ? "\(company.english): your login to Tongpin" : "\(company.chinese)邀请您使用同频",
      text: isEnglish
        ? "\(by.english) invites you. Open the link and choose a login and a password. It works once, until \(until)."
        : "\(by.chinese)邀请您。打开链接，设定登录名和密码。链接只能用一次，\(until) 前有效。",
      link: "\(place)/#/join?secret=\(link.secret)", language: isEnglish ? "en" : "zh-Hans")
    return (message, target)
  }
}
