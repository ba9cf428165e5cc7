// SPDX-License-Identifier: Apache-2.0
import Calendars
import Foundation
import PlanningCycle

/// One message as RFC 5322 and MIME write it: plain text and the same as HTML, in UTF-8 and base64, so that no server on the way changes it.
struct MailMessage {
  private let message: OutgoingMessage
  private let from: MailAddress
  private let fromName: String
  private let recipient: MailAddress
  private let moment: Moment

  init(_ message: OutgoingMessage, from: MailAddress, fromName: String, to recipient: MailAddress, at moment: Moment) {
    self.message = message
    self.from = from
    self.fromName = fromName
    self.recipient = recipient
    self.moment = moment
  }

  var bytes: [UInt8] { Array(text.utf8) }

  var text: String {
    let boundary = "=_tongpin_" + Signature.hex(Array(message.key.utf8), secret: "boundary").prefix(32)
    let headers = [
      "From: \(Self.mailbox(fromName, from))",
      "To: \(Self.mailbox(message.recipient, recipient))",
      "Subject: \(EncodedWord.text(message.subject, after: 9))",
      "Date: \(Self.date(moment))",
      "Message-ID: \(messageID)",
      "MIME-Version: 1.0",
      // Answering machines leave it alone (RFC 3834).
      "Auto-Submitted: auto-generated",
      "Content-Language: \(message.language == "en" ? "en" : "zh-CN")",
      "Content-Type: multipart/alternative;\r\n boundary=\"\(boundary)\"",
    ]
    let parts = [("plain", plain), ("html", html)].map { kind, content in
      "--\(boundary)\r\nContent-Type: text/\(kind); charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n\(Self.lines(content))\r\n"
    }
    return headers.joined(separator: "\r\n") + "\r\n\r\n" + parts.joined() + "--\(boundary)--\r\n"
  }

  /// The same for every attempt: a message that comes twice is one to whoever compares.
  var messageID: String {
    "<" + Signature.hex(Array("\(message.key)\n\(recipient)".utf8), secret: "message").prefix(40) + "@\(from.domain)>"
  }

  private var plain: String {
    ([message.text] + (message.link.map { ["", $0] } ?? [])).joined(separator: "\n") + "\n"
  }

  private var html: String {
    let paragraphs = message.text.split(separator: "\n", omittingEmptySubsequences: false).map { Self.escaped(String($0)) }
    let button = message.link.map { link in
      "<p><a href=\"\(Self.escaped(link))\">\(message.language == "en" ? "Open in Tongpin" : "在同频里打开")</a></p>"
    }
    return
      "<!doctype html><html lang=\"\(message.language == "en" ? "en" : "zh-CN")\"><body style=\"font-family:sans-serif;line-height:1.6\">"
      + "<h2 style=\"font-size:1.1em\">\(Self.escaped(message.subject))</h2><p>\(paragraphs.joined(separator: "<br>"))</p>"
      + (button ?? "") + "</body></html>\n"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
  }

  private static func mailbox(_ name: String, _ address: MailAddress) -> String {
    name.isEmpty ? address.text : "\(EncodedWord.text(name, after: 6)) <\(address)>"
  }

  /// Base64 in lines of 76 characters.
  private static func lines(_ text: String) -> String {
    let encoded = Array(Data(text.utf8).base64EncodedString().utf8)
    return stride(from: 0, to: encoded.count, by: 76).map { start in
      String(decoding: encoded[start..<min(start + 76, encoded.count)], as: UTF8.self)
    }.joined(separator: "\r\n")
  }

  /// `Mon, 23 Nov 2026 09:05:00 +0800`: the wall clock of China, whatever the machine's is.
  static func date(_ moment: Moment) -> String {
    let seconds = moment.millisecondsSinceEpoch.flooringQuotient(1_000) + 8 * 3_600
    let day = Day(ordinal: Int32(clamping: seconds.flooringQuotient(86_400)))
    let rest = seconds - seconds.flooringQuotient(86_400) * 86_400
    let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    func two(_ number: Int64) -> String { (number < 10 ? "0" : "") + String(number) }
    return "\(days[day.weekday - 1]), \(two(Int64(day.dayOfMonth))) \(months[day.month - 1]) \(day.year) "
      + "\(two(rest / 3_600)):\(two(rest / 60 % 60)):\(two(rest % 60)) +0800"
  }
}

extension Int64 {
  /// Rounded towards the past.
  fileprivate func flooringQuotient(_ divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
