// SPDX-License-Identifier: Apache-2.0
import CCurl
import PlanningCycle
import Transfers

extension CurlTransfer.Result {
  /// What the library's own failure is in the words of the port; nil when it had none.
  var failure: CarrierAnswer? {
    if let refused {
      return CarrierAnswer(.refusedForGood, .addressRefused, refused.description)
    }
    if isTooLong { return CarrierAnswer(.refusedForNow, .answerTooLong, "") }
    switch code {
    case CURLE_OK: return nil
    case CURLE_ABORTED_BY_CALLBACK: return CarrierAnswer(.stopped, said: reason)
    case CURLE_OPERATION_TIMEDOUT: return CarrierAnswer(.unreachable, .timedOut, reason)
    case CURLE_COULDNT_RESOLVE_HOST: return CarrierAnswer(.unreachable, .hostNotFound, reason)
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_USE_SSL_FAILED, CURLE_SSL_CACERT_BADFILE:
      return CarrierAnswer(.unreachable, .tls, reason)
    case CURLE_LOGIN_DENIED: return CarrierAnswer(.refusedForNow, .login, lastLine.isEmpty ? reason : lastLine)
    case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: return CarrierAnswer(.refusedForGood, .setting, reason)
    default: return CarrierAnswer(.unreachable, .notConnected, reason)
    }
  }
}
