-- 金蝶云星空：收款单（已审核）。T_AR_RECEIVEBILL；往来单位为客户的单据，金额为本位币实收。
-- Kingdee Cloud: approved receipts of customers, in the company's own currency.
-- watermark: changed_at timestamp, overlap 900
SELECT
  o.FBILLNO AS receipt_number,
  o.FDATE AS received_on,
  c.FNUMBER AS customer,
  o.FREALRECAMOUNT AS amount,
  (SELECT MAX(t.v) FROM (VALUES (o.FCREATEDATE), (o.FMODIFYDATE), (o.FAPPROVEDATE)) AS t(v)) AS changed_at
FROM T_AR_RECEIVEBILL AS o
JOIN T_BD_CUSTOMER AS c ON c.FCUSTID = o.FCONTACTUNIT
WHERE o.FDOCUMENTSTATUS = 'C' AND o.FCONTACTUNITTYPE = 'BD_Customer'
