//! Statements as banks write them, for tests: nobody in them exists. Must not know how they are read.

use super::Line;

/// A Belgian bank's, version 2: texts as statuses, amounts of details in `AmtDtls`. A transfer, a batch of three direct
/// debits, the reversal of one, charges without details, a transfer that is pending.
pub(crate) const BELGIAN: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
 <BkToCstmrStmt>
  <GrpHdr><MsgId>053D2026112100001</MsgId><CreDtTm>2026-11-21T06:12:09.000+01:00</CreDtTm></GrpHdr>
  <Stmt>
   <Id>2026-226</Id><ElctrncSeqNb>226</ElctrncSeqNb><CreDtTm>2026-11-21T06:12:09.000+01:00</CreDtTm>
   <Acct><Id><IBAN>BE68539007547034</IBAN></Id><Ccy>EUR</Ccy><Ownr><Nm>Fonds Solidaire Kanarie SC</Nm></Ownr>
    <Svcr><FinInstnId><BIC>GKCCBEBB</BIC></FinInstnId></Svcr></Acct>
   <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">12500.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-20</Dt></Dt></Bal>
   <Ntry>
    <NtryRef>00001</NtryRef><Amt Ccy="EUR">1500.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
    <BookgDt><Dt>2026-11-20</Dt></BookgDt><ValDt><Dt>2026-11-20</Dt></ValDt><AcctSvcrRef>FT26324K7</AcctSvcrRef>
    <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>
    <NtryDtls><TxDtls>
     <Refs><AcctSvcrRef>FT26324K7</AcctSvcrRef><EndToEndId>BIGRE-2026-3-7F2A</EndToEndId><TxId>0001</TxId></Refs>
     <AmtDtls><InstdAmt><Amt Ccy="EUR">1500.50</Amt></InstdAmt><TxAmt><Amt Ccy="EUR">1500.50</Amt></TxAmt></AmtDtls>
     <RltdPties><Dbtr><Nm>Zélie Kanarie</Nm></Dbtr><DbtrAcct><Id><IBAN>BE71096123456769</IBAN></Id></DbtrAcct></RltdPties>
     <RmtInf><Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry><Issr>BBA</Issr></Tp><Ref>+++090/9337/55493+++</Ref></CdtrRefInf></Strd></RmtInf>
    </TxDtls></NtryDtls>
   </Ntry>
   <Ntry>
    <Amt Ccy="EUR">60.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-20+01:00</Dt></BookgDt>
    <NtryDtls><Btch><PmtInfId>SDD-NOV</PmtInfId><NbOfTxs>3</NbOfTxs><TtlAmt Ccy="EUR">60.00</TtlAmt></Btch>
     <TxDtls><Refs><EndToEndId>BIGRE-A</EndToEndId><MndtId>M-1</MndtId></Refs><AmtDtls><TxAmt><Amt Ccy="EUR">10</Amt></TxAmt></AmtDtls></TxDtls>
     <TxDtls><Refs><EndToEndId> BIGRE-B </EndToEndId></Refs><AmtDtls><TxAmt><Amt Ccy="EUR">20.0</Amt></TxAmt></AmtDtls></TxDtls>
     <TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><AmtDtls><TxAmt><Amt Ccy="EUR">30.00</Amt></TxAmt></AmtDtls></TxDtls>
    </NtryDtls>
   </Ntry>
   <Ntry>
    <Amt Ccy="EUR">20.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><RvslInd>true</RvslInd><Sts>BOOK</Sts><BookgDt><DtTm>2026-11-20T17:30:00+01:00</DtTm></BookgDt>
    <NtryDtls><TxDtls><Refs><EndToEndId>BIGRE-B</EndToEndId></Refs></TxDtls></NtryDtls>
   </Ntry>
   <Ntry><Amt Ccy="EUR">2.42</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-20</Dt></BookgDt><AddtlNtryInf>Frais Kanarie</AddtlNtryInf></Ntry>
   <Ntry><Amt Ccy="EUR">99.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>PDNG</Sts>
    <NtryDtls><TxDtls><Refs><EndToEndId>BIGRE-C</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>
  </Stmt>
 </BkToCstmrStmt>
</Document>
"#;

/// A French bank's, version 8, its elements under a prefix: codes as statuses, amounts of details beside them. A return,
/// a batch that is not detailed, details less than the entry, a transfer from abroad, a batch of both directions.
pub(crate) const FRENCH: &str = r#"<?xml version='1.0' encoding='utf-8' standalone='yes'?>
<!-- Relevé de compte -->
<d:Document xmlns:d='urn:iso:std:iso:20022:tech:xsd:camt.053.001.08' xmlns:x='urn:banque:extra'><d:BkToCstmrStmt>
 <d:GrpHdr><d:MsgId>RLV/20261121</d:MsgId><d:CreDtTm>2026-11-21T05:00:00</d:CreDtTm></d:GrpHdr>
 <d:Stmt><d:Id>30004-226</d:Id>
  <d:Acct><d:Id><d:IBAN>FR7630006000011234567890189</d:IBAN></d:Id><d:Ccy>EUR</d:Ccy><d:Ownr><d:Nm>Fonds Kanarie &amp; Cie</d:Nm></d:Ownr></d:Acct>
  <d:Ntry><d:Amt Ccy='EUR'>250.00</d:Amt><d:CdtDbtInd>DBIT</d:CdtDbtInd><d:Sts><d:Cd>BOOK</d:Cd></d:Sts>
   <d:BookgDt><d:Dt>2026-11-19</d:Dt></d:BookgDt><d:BkTxCd><d:Prtry><d:Cd>B1</d:Cd><d:Issr>CFONB</d:Issr></d:Prtry></d:BkTxCd>
   <d:NtryDtls><d:TxDtls><d:Refs><d:EndToEndId>BIGRE&#45;D&#x2F;1</d:EndToEndId><d:UETR>8a562c67-ca16-48ba-b074-65581be6f001</d:UETR></d:Refs>
    <d:Amt Ccy='EUR'>250.00</d:Amt><d:CdtDbtInd>DBIT</d:CdtDbtInd>
    <d:RltdPties><d:Dbtr><d:Pty><d:Nm>Léon Kanarie</d:Nm></d:Pty></d:Dbtr></d:RltdPties>
    <d:RtrInf><d:Rsn><d:Cd>MD06</d:Cd></d:Rsn><d:AddtlInf>Kanarie n'est pas d'accord</d:AddtlInf></d:RtrInf>
   </d:TxDtls></d:NtryDtls></d:Ntry>
  <d:Ntry><d:Amt Ccy='EUR'>4200.00</d:Amt><d:CdtDbtInd>CRDT</d:CdtDbtInd><d:Sts><d:Cd>BOOK</d:Cd></d:Sts>
   <d:NtryDtls><d:Btch><d:NbOfTxs>42</d:NbOfTxs></d:Btch></d:NtryDtls></d:Ntry>
  <d:Ntry><d:Amt Ccy='EUR'>98.50</d:Amt><d:CdtDbtInd>CRDT</d:CdtDbtInd><d:Sts><d:Cd>BOOK</d:Cd></d:Sts>
   <d:NtryDtls><d:TxDtls><d:Refs><d:EndToEndId>BIGRE-E</d:EndToEndId></d:Refs><d:Amt Ccy='EUR'>100.00</d:Amt></d:TxDtls></d:NtryDtls></d:Ntry>
  <d:Ntry><d:Amt Ccy='EUR'>91.37</d:Amt><d:CdtDbtInd>CRDT</d:CdtDbtInd><d:Sts><d:Prtry>Kanarie</d:Prtry></d:Sts>
   <d:NtryDtls><d:TxDtls><d:Refs/><d:AmtDtls><d:TxAmt><d:Amt Ccy='JPY'>15000</d:Amt></d:TxAmt></d:AmtDtls></d:TxDtls></d:NtryDtls></d:Ntry>
  <d:Ntry><d:Amt Ccy='EUR'>5.00</d:Amt><d:CdtDbtInd>CRDT</d:CdtDbtInd><d:RvslInd>0</d:RvslInd><d:Sts><d:Cd>BOOK</d:Cd></d:Sts>
   <d:NtryDtls><d:TxDtls><d:Refs><d:EndToEndId><![CDATA[BIGRE-F]]></d:EndToEndId></d:Refs><d:Amt Ccy='EUR'>8.00</d:Amt><d:CdtDbtInd>CRDT</d:CdtDbtInd></d:TxDtls></d:NtryDtls>
   <d:NtryDtls><d:TxDtls><d:Refs><d:EndToEndId>BIGRE-G</d:EndToEndId></d:Refs><d:Amt Ccy='EUR'>3<!-- trois -->.00</d:Amt><d:CdtDbtInd>DBIT</d:CdtDbtInd>
    <x:Ntry>Kanarie</x:Ntry><d:SplmtryData><d:Envlp><x:Amt Ccy='EUR'>1</x:Amt></d:Envlp></d:SplmtryData></d:TxDtls></d:NtryDtls></d:Ntry>
 </d:Stmt>
</d:BkToCstmrStmt></d:Document>"#;

/// A document of a version with these entries, in euros.
pub(crate) fn document(version: &str, entries: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt><Stmt><Acct><Ccy>EUR</Ccy></Acct>{entries}</Stmt></BkToCstmrStmt></Document>"#
    )
}

/// An entry of ten euros that came, with something in place of its amount, and details.
pub(crate) fn entry(amount: &str, details: &str) -> String {
    format!("<Ntry>{amount}<CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>{details}</Ntry>")
}

/// The statement of version 8 that says these lines, an entry each.
pub(crate) fn written(lines: &[Line]) -> String {
    let entry = |line: &Line| {
        let amount = format!(r#"<Amt Ccy="EUR">{}.{:02}</Amt>"#, line.amount / 100, line.amount % 100);
        let way = if line.credit { "CRDT" } else { "DBIT" };
        let status = if line.booked { "BOOK" } else { "PDNG" };
        let day = line.date.as_ref().map(|day| format!("<BookgDt><Dt>{day}</Dt></BookgDt>"));
        let named = line.reference.as_deref().unwrap_or("NOTPROVIDED");
        let named = named.replace('&', "&amp;").replace('<', "&lt;");
        format!(
            "<Ntry>{amount}<CdtDbtInd>{way}</CdtDbtInd><RvslInd>{}</RvslInd><Sts><Cd>{status}</Cd></Sts>{}\
             <NtryDtls><TxDtls><Refs><EndToEndId>{named}</EndToEndId></Refs>{amount}</TxDtls></NtryDtls></Ntry>",
            line.reversal,
            day.unwrap_or_default()
        )
    };
    document("08", &lines.iter().map(entry).collect::<String>())
}
