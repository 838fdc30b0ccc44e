import Testing

@testable import PolderPrompt

/// QR codes as another program draws them (the Python package `qrcode`), to hold ours to: rows of modules, packed into bytes.
enum QRReference {
  struct Code: Sendable, CustomTestStringConvertible {
    let version: Int
    let level: QRLevel
    let mask: Int
    let text: String
    let modules: String

    var testDescription: String { "version \(version), \(level), mask \(mask)" }
  }

  static let enrolment =
    "otpauth://totp/vantage6%20%28cotopaxi%29:ada?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    + "&issuer=vantage6%20%28cotopaxi%29"

  static let codes = [
    Code(
      version: 1, level: .low, mask: 0, text: "polder",
      modules: """
        fe2bfc10506ea8bb7415dba5aec13907faafe01400efae252fa9d48dd7633b28e570804197faa2f05873baea9dd1a4aea5eb\
        05382feb7980
        """),
    Code(
      version: 1, level: .medium, mask: 5, text: "a",
      modules: """
        fe5bfc15906eb4bb7565dba4aec11907faafe0180082b674c0ee4b9ac0ab3ead3dff806417f9d3d04447ba74e5d2fa2e9777\
        047e8fea9300
        """),
    Code(
      version: 2, level: .low, mask: 1, text: "federated analysis",
      modules: """
        fef43fc14a506e916bb74325dba9a2ec177507faaafe018a00e6dd79c884d24bdbdfbd9742adb66348013da7bbc7aa7bc9a9\
        ca3cf88044447f83ab305f719ba27fddd23a4aebc72f05c9c8fe9cc880
        """),
    Code(
      version: 3, level: .medium, mask: 2, text: "https://server.example/api",
      modules: """
        fe7773fc113e506ea542bb754685dbac9baec1501107faaaafe0105100be00d3e6e7b8fc63f7e801d83a43ad27b4964858fd\
        c75d40b19c9c51d27728b565617bfd6cc7f2e9483acf2b63b0fb8060d47ff860eb905d5313ba98afbdd67a032eb1f3fd0466\
        f2afe8d10e00
        """),
    Code(
      version: 5, level: .medium, mask: 3, text: "blocks of one length: " + String(repeating: "xxxxxxxxxx", count: 5),
      modules: """
        fec9432bfc154208106e96449abb757e96c5dba0436faec135792507faaaaaafe01fe12500b74925b259c18b5b6b30dcb650\
        21e9911497c0a2ddb62b52b3fb7ff46f7a492b4da9209271561956c938e7b3afb070b68b3c9798079208b6b7b7dbdc503d6d\
        b0ab3a38a4bb85a1da482c2310927fe002b034dddbcf009bcd2152792911a90b65ff805796844ffbdc922af05c0d071aba41\
        85afcdd5ce1bf76eb0d24fa104ae24a5cfed2db42380
        """),
    Code(
      version: 6, level: .low, mask: 4, text: enrolment,
      modules: """
        fec287d43fc16c7821d06ea735e3ebb75d613e65dba7609b82ec1767a70d07faaaaaaafe00939c0b00ce44dc9d97dcfab1f9\
        3faee252e4323e057da6cda566f3f05cc00e256fc6ff8e83bf509bb850cb7ccb9e35cc85c36c3163b91729bdca5e1b348282\
        a7fda1f449f85488c5713dc8df7f6d8de85a4a278e4c285fc4e60c43fc4340a9353efe536fb72fac5fe5f3b638e262c18565\
        060edbe48b83bcd8d218d0c82cc1ff35969ff9007c76b8c5bf87ea5dea305c90a2d1bbab49e2dfcdd2731d8ebee8e417e85b\
        05638f5aebfeec1e06e700
        """),
    Code(
      version: 7, level: .low, mask: 7, text: enrolment + "&digits=6",
      modules: """
        fe06b43e8bfc169663b6906eb0a751a4bb74e21ae435dbacf3fb7faec17c8c6da107faaaaaaaafe01e7314b400d326efa823\
        b3e224c8cc0afd9dbb306952a989315cb5ba2a7fdacf7ef4b24368522f08a25aa04a9e143c995951922f44a5c15564584d24\
        941fbeeaa7674f216fbc436807fd5afce5fb1c542440044aab40ab42ebb91da917a11b4f9cbfaadfce0a804641a7cabb0b49\
        075ca9250c37161730b7785cae7cc90e92efa4aead14133ce63ebc6275c066198e5879496c4aea8e72c2e9460379caf1b612\
        b03329b5b6ffa8f90043c46c7473fbfdab902bd044f1159118ba582f93bfcdd636ad26fe2e8e8db266a705ac898b420fefcb\
        09a62500
        """),
    Code(
      version: 8, level: .medium, mask: 6, text: "blocks of two lengths: " + String(repeating: "0123456789", count: 12),
      modules: """
        fecadfff74bfc14b4b06ffd06eb862a02d6bb747ad251da5dbab2f7e7042ec11b551207107faaaaaaaaafe004e0c7c24009f\
        d0cbf96c4bba8a071ddd518ff57f146d46f5906942721f527d0e9dfec18f00cdcbd07101fdbc8af44a16daee5666e56403c0\
        11b0beebf22cb04b947a348b36a26205e609362b4e40bc37dc89b4d24bafd9795335b9feaf2fe3b7ff11c14c674b162aa246\
        b9baa98c471d11c746b7ff56ff00bfae015936e078567ee0ef38db2f6936ce31c419bb89cbe461a3b28c4d3c6e920ad2495b\
        6fa91eacb761555691eb35c82b68ee836a7efcbaf1283267f99e5c65acc5d6dbe91e230b347ec2e0b70ba26e87e2e997f6f9\
        fb805dd11fd0c73fb44bac622af051ff47e0712baf387f86cf8dd6b36ad59836e9fe664694f5042542e701f7fe8626fbb918\
        80
        """),
    Code(
      version: 10, level: .low, mask: 2,
      text: "the length takes two bytes " + String(repeating: "abcdefghij", count: 23),
      modules: """
        fe3217ce95f33fc1768a587506906e8cf9e6313fcbb7598c04630a25dba3b1fbe9c612ec14a37713d0b107faaaaaaaaaaafe\
        0042bcc5c3dc00fbe5e83f7e105518810bd34ef8e75087abe058c588cc036e0bd03d1bc9207a8257e5540d6343be7c074e16\
        bdd086858c5a84186811b50b19beebade8255e120088310be38230e46e8823443a83ac4781815b58b38fe7e1970277c30206\
        a9a43cf86b0e8dc86e55c1e81e9d28ed43b18bdc7e8e1fe82718560068d60bdb8630ec5bfcf5afd8c5fec51d62cc503991f6\
        aebcc2b3850a904411af14ed8454bfc4e1fd8c5bf521b4ac0107534c7ba3e8791874d8deda0bd10ebc5171beec1fba85f5dd\
        1e0d901891a5d9602603f3a665884718fd14a3ca00095831fbae1b61c98eff318b1a6e82f9e83b7c30d834020bc00afc7351\
        e608d9dee1f3c00faefa1c35ee55f9faa595c32b97e1d3ac08630e369883a7bd8c5f0df24e64a107524f0389e83f7c10f900\
        490bd1c274457fa4086ad8c5aa504b01145093b1eba89707f5e12f8dd5443dc82f82d2ea8e571bac5f9905d9074d8b18acfe\
        95e8413a77b100
        """),
    Code(
      version: 14, level: .medium, mask: 5,
      text: "four alignment patterns a side " + String(repeating: "ABCDEFGHIJ", count: 32),
      modules: """
        fe61dc9aaa25dd5ebfc15120b58492d815106eba93c992d876b00bb75bd1d233774d9d65dba55cfff1cff92ddaec10f67458\
        49c581d107faaaaaaaaaaaaaaafe01298f1c14d115820082c70cfd3c6fb8a1e70a918a17ffb459d43d7ee5ef9ed20c7d8fb8\
        6abeb2da094fb5580688f31b666ecde1bfd3f5053eeb3aef15c95386b8ce716d20d6c1eb9fbaa6b17998e544c5bf57a14d09\
        7a46764bbc60f1dc8ebfb51c954370a1c9d5bfdbb7734e2f0ae614e38491580699731c3486964764bae34103bffff1448c44\
        46b88331c92e56c1ef8670ac42cc14d9158069bf8e00fcceef9bfdff4c45f6c7eab45c95c566aa136ad26aae3eea6f1f9671\
        d51d1e6e51d5fb1d2f9783f9807fc3201f26f623501c8997ba19395bfdd573776afb4ee8cc14c19502c90b5fb729782e98c7\
        3422a941e7ffb50404dced85c270d20ba81ac06bb80518c14cb950acb5e96870ccef0b9bfefa0e7122f2274014c996a83c90\
        4d00c881ef1efa87d5cd51d1444fdf3b2519fd3c6d9c81349ceef42f22711c953851e4b71bbdbb57737ea911ea0b094c1158\
        af8bfa292fb5a0fb26afc244dd9c7733c59c5c56ea8c5ead00abd0fabfd1702b1090d191811b4ff228faaa8ff531ff64de9d\
        b32270c508584ea04530d0098c1adeea97d33555430c4c6ed4e66d3071c2c98876410fdbff504f0c5085a64dcf2aaaeff577\
        74f2e8ac2f4c186495812ac3c71f65b42c988767c2f801f331f591591c4c9fcc68f4f3cc1acfef8bc0f4014c495810aa668c\
        44e8aa77531fed6a944f762324508497599c86ad2690c1aebe32c82bc151f1e6679e8a5696ff3c7f90c7fd8069c847aef450\
        55457f8249abbfbab7736b3049cdb1014d1950b1aba1110f93c6fd409fddd264f0b7331d51db46e9635fcd008281ecdb04b8\
        3b4814d4150869fec1d0c48abd71369e80
        """),
    Code(
      version: 20, level: .low, mask: 3, text: "the largest " + String(repeating: "zyxwvutsrq", count: 84),
      modules: """
        fea3027cbde0de87ad8b4dbfc120b9afde1325f8536536506eb6a7b0ec43f4be8a6cb76bb7523ce5328e7ce358120115dbab\
        2cfcafe85e0dfd92d8caec1271c314532132c7ed364907faaaaaaaaaaaaaaaaaaaaafe00a045551325fa7165be5900f2e319\
        f3fd817a3f9887ed4e909dc17a5eb02f4bd209eca386bcd6a4cb2ff4b94df29f240c97635020a97e940d3ed34cd9bff7f281\
        453c700e2d26cf3aa8c6ce5b342b026681201056096df5aaafd2ff5bf2df6f25e2824855c1321f8b365be7a113e2fa9e4d1c\
        73e1818879de2e879e17e86f42bd01209e2ff0863dfa6592fd2ed2df295f7e8b8c85d0fa97eabe53ed77b224b02d079c53c7\
        53aa5af28625b6dfa5ef06f4bc39031889eb4a6a3d10992f969f2df6518876b38e221321d8d36534ced64def291651c728ae\
        5c80a24c8a1fa1b38e3ca624d2815d4fb4497fa6990fd49b29f2f2cc0f3187c15fa97fb3e5be7a042d700bccf1c53dbc7ec3\
        b9e646d1217682f06fd14b5c319c98616887790992ed29b29da6ba37cbb16721323ded3e517a6fc953d0f9e51c7fdae1c9fd\
        5c7b557ac678e3c44754b546bab35a91ab0990faa9f29b2b8b1896da5125fa5f153e5bf1ecfb0a50bf817a35f8c7ec3fa847\
        59fa1e78a78edfd87547667a5d84cd4b90994bf69f2c3cebdcaeba397e97063ed3e4f36baa68bd5d3c71e9ad2695bfcadcee\
        533ce38a7690fd87dfdcdc2cc92ff4b90bd69f69a4fb39fbfd993213273653e5a292efc67d0d7a1581a18c7ede562b4a37a8\
        a7ce3804fd87513b294fc64f94bf4bd09f69f7f16b4e79eb0a5fe97453ed3f9ed61f870b9a35a171a2d268d3b4b0a3e5e78e\
        7cecf10fd90151beff1cf4fd4bf6bf69f6c4df158a8feb9321304365364f27e4bfb1f537a158eed4090bb7aa69e533ca38e7\
        681201e0ffeb50bbe6fd2fd49d2df69a37a10173d52fa5feb2e5be522ba3b379d0cfa35a1f764b232486a2e93e8af42b014b\
        90310080983ca4f92fd2f90df2df61900c93d02de93211dd3ed379f0fb49729f837a15fe2d26cfbbc706be5c7ca38e464da8\
        14516b3163aaafd2fd2bb2df2ea4f184b87515fa5fd1365be712ffe3ca9ff97a35af8900f7ff3c397553b86f42b585a4dab1\
        f2b9a9ec6592fd2cb29b2dcdf02307bb2c7e97209ed3ed2fba6bb47f383c71e5a362d264c78ee9b3eeef06f4cd6c5a468aaa\
        c92d7930992fa69b29b000c2c32985a21325e55365bfadea004928c215816a481886ea3671dca12b42f061645a4dde63b127\
        98fe990997df29b2b45195d7a3b75fa97ffbed3ee8177b1089e5f1c53d84b62d397c0567063146b42f0896c5ab0f28606852\
        5f4990cb69b29c76d07e5fdac721320965365b3bfa8c43f361e51c6f5c81884d365ae07ab2f46b41d645a46884c0e101d34b\
        f49a69f29b171e3162069aa5fa9645be53c84c740260afe71c52fec3aa5ff9cee22218302f46d7d8754dc40addeecfeff4bf\
        75f69f283549d11a337972133f3ed36683fbc4ce9eff1e51dfa5ae5cff00764517c4e7ce3c49ec96c7ff98012f2bd4bf4eb2\
        9f69abf043341db1fa5fab1653e5b1aba2a53d1fbe71c5f98c7ecfcdd78fc7af2b02f490318fdbf6ea70924ed2ff4bcadf29\
        f2f505d0b1cbfe97211e53ed3c8cfeeb270a3c71e507aa5ae04380
        """),
  ]
}
