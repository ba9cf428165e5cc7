// SPDX-License-Identifier: Apache-2.0
import Foundation
import PlanningCycle
import Testing
import Wire

@testable import Channels

/// Robots that the test starts check what they get as the real ones do.
/// Sees: a signature the receiver does not compute, a refusal in a 200 taken for a yes, a redirect that is followed, a private address that is
/// reached, a secret in what is kept. Does not see: the robots of others.
@Suite struct WebhookStories {
  private let fine = LocalServer.ok(#"{"errcode":0,"errmsg":"ok"}"#)

  @Test("企业微信 gets markdown; what somebody typed in it names nobody and links nowhere")
  func wecom() throws {
    let heard = Heard<HeardRequest>()
    let server = LocalServer.http([fine], heard: heard)
    let message = Letters.message(text: "看 <@all> [这里](https://evil.example)")
    #expect(Letters.carry(try Letters.webhook(.wecom, server), message).outcome == .delivered)
    let request = try #require(heard.all.first)
    let content = try #require(try JSON(reading: request.body)["markdown"]?["content"]?.text)
    #expect(request.target == "/hook?key=abcdefgh12345678" && content.contains("**陈 @ 了您**") && content.contains("收件人：李"))
    #expect(!content.contains("<@all>") && !content.contains("[这里]") && content.contains("(https://plan.example.com/#/inbox?thread=7)"))
    #expect(content.utf8.count <= 4_096)
  }

  @Test("a robot of a group says the subject alone unless it is told to say more")
  func subjectAlone() throws {
    let heard = Heard<HeardRequest>()
    let server = LocalServer.http([fine], heard: heard)
    for kind in [WebhookKind.wecom, .dingtalk, .feishu, .json] {
      _ = Letters.carry(try Letters.webhook(kind, server, carriesText: false))
    }
    #expect(heard.all.count == 4 && heard.all.allSatisfy { !String(decoding: $0.body, as: UTF8.self).contains("华东") })
  }

  @Test("钉钉 and 飞书 verify the signature by their own computation")
  func signed() throws {
    let heard = Heard<HeardRequest>()
    let server = LocalServer.http([fine, LocalServer.ok(#"{"code":0,"msg":"success"}"#)], heard: heard)
    #expect(Letters.carry(try Letters.webhook(.dingtalk, server)).outcome == .delivered)
    #expect(Letters.carry(try Letters.webhook(.feishu, server)).outcome == .delivered)
    let ding = try #require(heard.all.first)
    let time = try #require(ding.query("timestamp"))
    let mine = Signature.bytes(Array("\(time)\nSECRET-OF-THE-ROBOT".utf8), secret: "SECRET-OF-THE-ROBOT")
    #expect(time == "1795392000000" && ding.query("sign").flatMap { Data(base64Encoded: $0) }.map { [UInt8]($0) } == mine)
    let card = try JSON(reading: try #require(heard.all.last).body)
    let key = "1795392000\nSECRET-OF-THE-ROBOT"
    #expect(card["timestamp"]?.text == "1795392000" && card["msg_type"]?.text == "interactive")
    #expect(card["sign"]?.text.flatMap { Data(base64Encoded: $0) }.map { [UInt8]($0) } == Signature.bytes([], secret: key))
  }

  @Test("plain JSON carries time, key and a signature over time and body")
  func json() throws {
    let heard = Heard<HeardRequest>()
    let server = LocalServer.http([LocalServer.ok("", status: "202 Accepted")], heard: heard)
    #expect(Letters.carry(try Letters.webhook(.json, server)).outcome == .delivered)
    let request = try #require(heard.all.first)
    #expect(request.headers["x-tongpin-timestamp"] == "1795392000" && request.headers["x-tongpin-key"] == "7-1795392000000")
    let signed = Signature.hex(Array("1795392000.".utf8) + request.body, secret: "SECRET-OF-THE-ROBOT")
    #expect(request.headers["x-tongpin-signature"] == "sha256=" + signed)
    #expect(try JSON(reading: request.body)["recipient"]?["login"]?.text == "li")
  }

  static let answers: [(WebhookKind, String, CarrierAnswer.Outcome, CarrierAnswer.Problem, Int?)] = [
    (.wecom, LocalServer.ok(#"{"errcode":93000,"errmsg":"invalid webhook url"}"#), .refusedForGood, .none, nil),
    (.wecom, LocalServer.ok(#"{"errcode":45009,"errmsg":"api freq out of limit"}"#), .refusedForNow, .none, 60),
    (.dingtalk, LocalServer.ok(#"{"errcode":130101,"errmsg":"send too fast"}"#), .refusedForNow, .none, 600),
    (.dingtalk, LocalServer.ok(#"{"errcode":310000,"errmsg":"sign not match"}"#), .refusedForGood, .none, nil),
    (.feishu, LocalServer.ok(#"{"code":19021,"msg":"sign match fail"}"#), .refusedForGood, .none, nil),
    (.feishu, LocalServer.ok(#"{"code":11232,"msg":"frequency limited"}"#), .refusedForNow, .none, 60),
    (.feishu, LocalServer.ok(#"{"StatusCode":0,"StatusMessage":"success"}"#), .delivered, .none, nil),
    (.wecom, LocalServer.ok("<html>sign in</html>"), .refusedForNow, .answerNotUnderstood, nil),
    (.json, LocalServer.ok("slow down", status: "429 Too Many Requests", headers: "Retry-After: 90\r\n"), .refusedForNow, .none, 90),
    (.json, LocalServer.ok("down", status: "503 Service Unavailable"), .refusedForNow, .none, nil),
    (.json, LocalServer.ok("no", status: "404 Not Found"), .refusedForGood, .none, nil),
    (.json, LocalServer.ok("", status: "302 Found", headers: "Location: http://127.0.0.1:1/\r\n"), .refusedForGood, .redirected, nil),
    (.json, LocalServer.ok(String(repeating: "a", count: 70_000)), .refusedForNow, .answerTooLong, nil),
  ]

  @Test("a yes and a no are read as each robot says them", arguments: answers)
  func answer(kind: WebhookKind, answer: String, outcome: CarrierAnswer.Outcome, problem: CarrierAnswer.Problem, retryAfter: Int?) throws {
    let heard = Heard<HeardRequest>()
    let server = LocalServer.http([answer], heard: heard)
    let found = Letters.carry(try Letters.webhook(kind, server))
    #expect(found.outcome == outcome && found.problem == problem && found.retryAfter == retryAfter, "\(found)")
    #expect(heard.all.count == 1, "asked once, and no redirect is followed")
    #expect(found.words.count <= CarrierAnswer.limit)
  }

  @Test("a server that repeats a secret does not bring it into what is kept")
  func secrets() throws {
    let server = LocalServer.http([LocalServer.ok(#"{"errcode":1,"errmsg":"key abcdefgh12345678 SECRET-OF-THE-ROBOT"}"#)], heard: Heard())
    let found = Letters.carry(try Letters.webhook(.dingtalk, server))
    #expect(found.words.contains("***") && !found.words.contains("abcdefgh12345678") && !found.words.contains("SECRET-OF"))
  }

  @Test("addresses on this machine, in the company's network and of a cloud's own service are refused; nobody hears of it")
  func addresses() throws {
    let heard = Heard<HeardRequest>()
    let server = LocalServer.http([fine], heard: heard)
    var strict = Letters.limits
    strict.allowsLoopback = false
    func ask(_ url: String, isListed: Bool = false) throws -> CarrierAnswer {
      Letters.carry(
        .webhook(.wecom, url: try #require(SecretText(url)), secret: nil, isListed: isListed, carriesText: false), limits: strict)
    }
    #expect(try ask("http://127.0.0.1:\(server.port)/").problem == .setting)
    for host in ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "0"] {
      let found = try ask("https://\(host):\(server.port)/", isListed: true)
      #expect(found.outcome == .refusedForGood && found.problem == .addressRefused, "\(host): \(found)")
    }
    for host in ["10.255.255.1", "192.168.255.254", "169.254.169.254", "100.100.100.200"] {
      #expect(try ask("https://\(host)/").problem == .addressRefused, "\(host)")
    }
    #expect(try ask("https://169.254.169.254/", isListed: true).problem == .addressRefused)
    #expect(heard.all.isEmpty)
  }

  @Test("a webhook that hangs is left, one that is not there is said to be so")
  func hangs() throws {
    let server = LocalServer { connection in
      _ = HeardRequest(connection)
      connection.say("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n")
      connection.hang()
    }
    var limits = Letters.limits
    limits.wholeMilliseconds = 400
    let found = Letters.carry(try Letters.webhook(.wecom, server), limits: limits)
    #expect(found.outcome == .unreachable && found.problem == .timedOut)
    #expect(Letters.carry(try Letters.webhook(.wecom, server), isStopped: { true }).outcome == .stopped)
    let gone = try Letters.webhook(.wecom, LocalServer { _ in })
    #expect(Letters.carry(gone).outcome == .unreachable)
  }
}
