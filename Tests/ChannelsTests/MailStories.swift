// SPDX-License-Identifier: Apache-2.0
import Foundation
import PlanningCycle
import Testing

@testable import Channels

/// Mail goes to servers that the test starts.
/// Sees: a message another program cannot read, a header that somebody's text adds, a refusal taken for good or for now the wrong way round, words
/// in the clear to another machine. Does not see: TLS (the acceptance proof `channels` has certificates of its own).
@Suite struct MailStories {
  @Test("a message arrives with its envelope, a subject of Chinese letters and both bodies")
  func arrives() throws {
    let heard = Heard<String>()
    let server = LocalServer.smtp(heard: heard)
    let answer = Letters.carry(try Letters.mail(server))
    #expect(answer == CarrierAnswer(.delivered, said: "250 2.0.0 Ok: queued"))
    let lines = heard.all
    #expect(lines.contains { $0.hasPrefix("EHLO example.com") } && lines.contains { $0.hasPrefix("MAIL FROM:<plan@example.com>") })
    #expect(lines.contains { $0.hasPrefix("RCPT TO:<li@example.com>") })
    #expect(lines.contains("Date: Mon, 23 Nov 2026 08:00:00 +0800") && lines.contains("Auto-Submitted: auto-generated"))
    #expect(lines.contains { $0.hasPrefix("Message-ID: <") && $0.hasSuffix("@example.com>") })
    #expect(lines.contains("Subject: =?UTF-8?B?\(Data("陈 @ 了您".utf8).base64EncodedString())?="))
    let bodies = lines.compactMap { Data(base64Encoded: $0) }.map { String(decoding: $0, as: UTF8.self) }.joined()
    #expect(bodies.contains("收入 2026-12：看一下 <b>华东</b>\n第二行") && bodies.contains("https://plan.example.com/#/inbox?thread=7"))
    withExtendedLifetime(server) {}
  }

  @Test(
    "4xx is another time, 5xx is never, a wrong password is mended by somebody",
    arguments: [
      ("451 4.7.1 greylisted, come back", CarrierAnswer.Outcome.refusedForNow), ("550 5.1.1 no such user", .refusedForGood),
    ])
  func refused(words: String, outcome: CarrierAnswer.Outcome) throws {
    let server = LocalServer.smtp(recipient: words, heard: Heard())
    #expect(Letters.carry(try Letters.mail(server)) == CarrierAnswer(outcome, said: words))
    let last = LocalServer.smtp(data: words, heard: Heard())
    #expect(Letters.carry(try Letters.mail(last)) == CarrierAnswer(outcome, said: words))
  }

  @Test("a sign-in that fails says so and keeps the password to itself")
  func signIn() throws {
    let heard = Heard<String>()
    let server = LocalServer.smtp(offers: ["AUTH PLAIN LOGIN"], heard: heard)
    let answer = Letters.carry(try Letters.mail(server, user: "plan", password: "p4ssword-of-mail"))
    #expect(answer.outcome == .refusedForNow && answer.problem == .login && !answer.words.contains("p4ssword"))
    #expect(heard.all.contains { $0.hasPrefix("AUTH ") })
  }

  @Test("a server that offers no TLS gets nothing where TLS is asked for")
  func noTLS() throws {
    let heard = Heard<String>()
    let server = LocalServer.smtp(heard: heard)
    let answer = Letters.carry(try Letters.mail(server, security: .startTLS, user: "plan", password: "p4ssword-of-mail"))
    #expect(answer.outcome == .unreachable && answer.problem == .tls)
    #expect(!heard.all.contains { $0.hasPrefix("AUTH") || $0.hasPrefix("MAIL") })
  }

  @Test("a server that hangs is left, and so is one when the program ends")
  func hangs() throws {
    let server = LocalServer { $0.hang() }
    var limits = Letters.limits
    limits.wholeMilliseconds = 400
    let answer = Letters.carry(try Letters.mail(server), limits: limits)
    #expect(answer.outcome == .unreachable && answer.problem == .timedOut)
    #expect(Letters.carry(try Letters.mail(server), isStopped: { true }).outcome == .stopped)
  }

  @Test("without encryption mail stays on this machine")
  func clear() throws {
    let from = try #require(MailAddress("plan@example.com"))
    var settings = MailSettings(host: "mail.example.com", port: 25, security: .none, user: "", from: from)
    func policy() -> AddressPolicy { SMTPChannel(settings: settings, password: nil, limits: Letters.limits).policy }
    #expect(policy() == AddressPolicy(open: false, inside: false, loopback: true))
    settings.allowsPlainText = true
    #expect(policy() == AddressPolicy(open: true, inside: true, loopback: true))
  }

  @Test("nothing that somebody typed adds a header, and every line is short")
  func headers() throws {
    let from = try #require(MailAddress("plan@example.com"))
    let subject = "一" + String(repeating: "很长的标题", count: 30) + "\r\nBcc: all@example.com"
    let text = MailMessage(Letters.message(subject: subject), from: from, fromName: "云杉\r\nX: y", to: from, at: Letters.moment).text
    let lines = text.components(separatedBy: "\r\n")
    #expect(!lines.contains { $0.hasPrefix("Bcc") || $0.hasPrefix("X:") } && lines.allSatisfy { $0.utf8.count <= 78 })
    let words = lines.joined().components(separatedBy: "=?UTF-8?B?").dropFirst().compactMap { $0.components(separatedBy: "?=").first }
    let decoded = words.compactMap { Data(base64Encoded: $0) }.map { String(decoding: $0, as: UTF8.self) }.joined()
    #expect(decoded.contains(String(repeating: "很长的标题", count: 30)), "each word holds whole letters")
    #expect(EncodedWord.text("Digest of 12 messages", after: 9) == "Digest of 12 messages")
  }
}
