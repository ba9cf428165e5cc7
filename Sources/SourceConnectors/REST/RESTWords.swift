// SPDX-License-Identifier: Apache-2.0
import CCurl
import PlanningCycle
import Transfers

/// What a service or the way to it said, as a fault.
enum RESTWords {
  /// nil for an answer that may be read.
  static func fault(of result: CurlTransfer.Result, _ secret: SecretText?, _ watch: LoadWatch, limit: Int) -> SourceFault? {
    if let refused = result.refused {
      return SourceFault(.addressNotPermitted, BilingualText("指向 \(refused)", "it leads to \(refused)"))
    }
    if result.isTooLong {
      return SourceFault(.tooLarge, BilingualText("答复超过 \(limit) 字节", "an answer has more than \(limit) bytes"))
    }
    let said = result.reason
    switch result.code {
    case CURLE_OK: return status(result, secret)
    case CURLE_ABORTED_BY_CALLBACK: return SourceFault(.stopped)
    case CURLE_OPERATION_TIMEDOUT: return result.status == 0 ? SourceFault(.unreachable, said: said, without: secret) : watch.tooSlow
    case CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_SEND_ERROR:
      return SourceFault(.brokenOff, said: said, without: secret)
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_USE_SSL_FAILED, CURLE_SSL_CACERT_BADFILE:
      return SourceFault(.protectionRefused, said: said, without: secret)
    case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: return SourceFault(.settingRefused, said: said, without: secret)
    default: return SourceFault(.unreachable, said: said, without: secret)
    }
  }

  private static func status(_ result: CurlTransfer.Result, _ secret: SecretText?) -> SourceFault? {
    let words = "HTTP \(result.status) " + String(decoding: result.body.prefix(1_000), as: UTF8.self)
    switch result.status {
    case 200...299: return nil
    case 401, 403, 407: return SourceFault(.signInRefused, said: words, without: secret)
    case 408, 425, 429, 503: return SourceFault(.busy, said: words, without: secret, retryAfter: result.retryAfter)
    case 500...599: return SourceFault(.unreachable, said: words, without: secret, retryAfter: result.retryAfter)
    case 300...399:
      return SourceFault(
        .answerNotUnderstood, BilingualText("服务转到别的地址，不跟随", "the service sends elsewhere, which is not followed"), said: words,
        without: secret)
    default: return SourceFault(.queryRefused, said: words, without: secret)
    }
  }
}
