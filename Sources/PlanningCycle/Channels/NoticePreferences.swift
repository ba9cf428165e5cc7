// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal

/// How one person wants to be told things outside the browser.
public struct NoticePreferences: Sendable, Hashable {
  /// nil: no mail.
  public var address: MailAddress?
  /// `mail` and ids of webhooks.
  public var channels: [String]
  public var kinds: [NoticeKind]
  /// `zh-Hans` or `en`; nil: that of the login.
  public var language: String?
  /// Hours of the clock in China between which nothing is sent; the same twice: always.
  public var quietFrom: Int
  public var quietUntil: Int
  /// The hour at which digests go out.
  public var digestHour: Int

  public init(
    address: MailAddress? = nil, channels: [String] = [ChannelSettings.mailChannel], kinds: [NoticeKind] = NoticeKind.chosen,
    language: String? = nil, quietFrom: Int = 22, quietUntil: Int = 7, digestHour: Int = 8
  ) {
    self.address = address
    self.channels = channels
    self.kinds = kinds
    self.language = language
    self.quietFrom = quietFrom
    self.quietUntil = quietUntil
    self.digestHour = digestHour
  }

  /// Channels by which the person is reached now.
  func reached(by settings: ChannelSettings) -> [String] {
    settings.open.filter { channel in
      guard channels.contains(channel) else { return false }
      return channel != ChannelSettings.mailChannel || address.map { settings.admits($0) } ?? false
    }
  }

  /// The first moment from `moment` on that is not quiet.
  func awake(from moment: Moment) -> Moment {
    guard quietFrom != quietUntil else { return moment }
    let hour = moment.hourInChina
    let isQuiet = quietFrom < quietUntil ? (quietFrom..<quietUntil).contains(hour) : hour >= quietFrom || hour < quietUntil
    return isQuiet ? moment.next(hour: quietUntil) : moment
  }

  var canonical: [String: CanonicalValue] {
    [
      "address": .text(address?.text ?? ""), "channels": .list(channels.map { .text($0) }),
      "kinds": .list(kinds.map { .text($0.rawValue) }), "offered": .list(NoticeKind.chosen.map { .text($0.rawValue) }),
      "language": .text(language ?? ""), "quiet_from": .integer(Int64(quietFrom)), "quiet_until": .integer(Int64(quietUntil)),
      "digest_hour": .integer(Int64(digestHour)),
    ]
  }

  init(_ payload: CanonicalValue) {
    func hour(_ name: String, _ standard: Int) -> Int {
      payload[name]?.integer.flatMap { Int(exactly: $0) }.flatMap { (0...23).contains($0) ? $0 : nil } ?? standard
    }
    func named(_ name: String) -> [NoticeKind]? { payload[name]?.list?.compactMap { $0.text.flatMap { NoticeKind(rawValue: $0) } } }
    let language = payload["language"]?.text ?? ""
    // Nobody declined what they were not asked about: kinds that came later are as for everybody.
    let (wanted, offered) = (named("kinds") ?? [], named("offered") ?? NoticeKind.offeredFirst)
    self.init(
      address: payload["address"]?.text.flatMap { MailAddress($0) }, channels: (payload["channels"]?.list ?? []).compactMap(\.text),
      kinds: NoticeKind.chosen.filter { wanted.contains($0) || !offered.contains($0) },
      language: language.isEmpty ? nil : language, quietFrom: hour("quiet_from", 22), quietUntil: hour("quiet_until", 7),
      digestHour: hour("digest_hour", 8))
  }
}

extension Moment {
  private static let hour: Int64 = 60 * 60 * 1000

  /// 0…23
  var hourInChina: Int {
    let hours = millisecondsSinceEpoch.quotientTowardsThePast(Self.hour) + 8
    return Int(hours - hours.quotientTowardsThePast(24) * 24)
  }

  /// The next moment after this one at which the clock in China shows a full hour.
  func next(hour: Int) -> Moment {
    let start = Int64(civilDay.ordinal) * 24 - 8
    let today = Moment(millisecondsSinceEpoch: (start + Int64(hour)) * Self.hour)
    return today > self ? today : Moment(millisecondsSinceEpoch: today.millisecondsSinceEpoch + 24 * Self.hour)
  }

  /// When the civil day in China began.
  var startOfDay: Moment { Moment(millisecondsSinceEpoch: (Int64(civilDay.ordinal) * 24 - 8) * Self.hour) }

  func adding(milliseconds: Int64) -> Moment { Moment(millisecondsSinceEpoch: millisecondsSinceEpoch + milliseconds) }
}

extension Int64 {
  fileprivate func quotientTowardsThePast(_ divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
