"""The account pages speak as the rest of the site does, and say what to do next."""

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

OF_A_GUEST = [
    ("login", "Sign in"),
    ("signup", "Sign up"),
    ("reset_password", "Forgotten your password?"),
    ("reset_password_done", "Look into your mail"),
    ("reset_password_from_key_done", "Your new password is set"),
    ("email_verification_sent", "Look into your mail"),
    ("inactive", "This account is switched off"),
]
OF_A_LEARNER = [
    ("logout", "Sign out"),
    ("change_password", "Change your password"),
    ("email", "E-mail addresses"),
    ("reauthenticate", "Confirm that it is you"),
]


@pytest.fixture(autouse=True)
def no_limits_reached():
    cache.clear()


def get(browser, name, *args):
    return browser.get(reverse(f"account_{name}", args=args)).content.decode()


def post(browser, name, *args, follow=True, **fields):
    response = browser.post(reverse(f"account_{name}", args=args), fields, follow=follow)
    return response.content.decode()


def own_words(page):
    """No e-mail without its hyphen, no Title Case, nothing that points elsewhere."""
    for foreign in ("Email", "Sign In", "Sign Up", "Sign Out", "Bad Token", "example.com"):
        assert foreign not in page
    assert "style=" not in page
    assert "placeholder=" not in page


@pytest.mark.parametrize(("name", "title"), OF_A_GUEST)
def test_the_pages_of_a_guest(client, name, title):
    page = get(client, name)
    assert f"<h1>{title}</h1>" in page
    own_words(page)


@pytest.mark.parametrize(("name", "title"), OF_A_LEARNER)
def test_the_pages_of_a_learner(name, title):
    browser = Client()
    browser.force_login(UserFactory(email="ada@school.org"))
    page = get(browser, name)
    assert f"<h1>{title}</h1>" in page
    own_words(page)


def test_an_account_without_a_password_chooses_one():
    user = UserFactory(email="ada@school.org")
    user.set_unusable_password()
    user.save()
    browser = Client()
    browser.force_login(user)
    assert "<h1>Choose a password</h1>" in get(browser, "set_password")
    page = post(browser, "set_password", password1="copper wire 5", password2="copper wire 5")
    assert "Your password is set." in page


def test_signing_in_and_up_lead_to_each_other_and_keep_the_way_back(client):
    back = "?next=%2Fcourses%2F"
    page = client.get(reverse("account_signup") + back).content.decode()
    assert f'Already have an account? <a href="/accounts/login/{back}">Sign in</a>.' in page
    page = client.get(reverse("account_login") + back).content.decode()
    assert f'No account yet? <a href="/accounts/signup/{back}">Sign up</a>.' in page


def test_every_page_leads_to_the_account():
    browser = Client()
    browser.force_login(UserFactory(email="ada@school.org"))
    home = browser.get(reverse("home")).content.decode()
    assert f'<a href="{reverse("account_email")}">Account</a>' in home
    assert 'aria-current="page">Account</a>' in get(browser, "email")
    assert ">Account</a>" not in Client().get(reverse("home")).content.decode()


def test_an_address_that_has_an_account_leads_on_to_signing_in(client):
    EmailAddress.objects.create(
        user=UserFactory(email="ada@school.org"),
        email="ada@school.org",
        verified=True,
        primary=True,
    )
    page = post(client, "signup", email="ada@school.org", password1="copper wire 5")
    assert "There is an account with this address already. Sign in, or choose" in page


def test_who_has_no_name_is_not_called_by_the_address_twice(client):
    user = UserFactory(email="ada@school.org", name="")
    row = EmailAddress.objects.create(user=user, email=user.email, primary=True)
    key = EmailConfirmationHMAC.create(row).key
    assert "Is <strong>ada@school.org</strong> your address?" in get(client, "confirm_email", key)
    type(user).objects.update(name="Ada")
    assert "the address of Ada?" in get(client, "confirm_email", key)


def test_the_rules_for_passwords_are_one_sentence(client, settings):
    assert "At least 8 characters, not digits only, and hard to guess" in get(client, "signup")
    shorter = "django.contrib.auth.password_validation.MinimumLengthValidator"
    settings.AUTH_PASSWORD_VALIDATORS = [{"NAME": shorter, "OPTIONS": {"min_length": 12}}]
    page = get(client, "signup")
    assert "At least 12 characters" in page
    assert "<ul" not in page.split("<h1>")[1]


def test_a_refusal_stands_at_its_field_which_names_it_and_has_the_cursor(client):
    page = post(client, "signup", email="nonsense", password1="copper wire 5")
    field = page[page.index('name="email"') :].split(">")[0]
    assert 'aria-invalid="true"' in field
    assert 'aria-describedby="id_email_error"' in field
    assert "autofocus" in field
    assert 'id="id_email_error"' in page
    assert "This is not an e-mail address. One looks like name@school.org." in page


@pytest.mark.parametrize(
    ("name", "demand"),
    [
        ("login", "Type your e-mail address."),
        ("login", "Type your password."),
        ("signup", "Choose a password."),
        ("reset_password", "Type your e-mail address."),
    ],
)
def test_a_blank_field_is_asked_for(client, name, demand):
    assert demand in post(client, name)


def test_a_failed_sign_in_says_so_before_the_fields(client):
    page = post(client, "login", login="nobody@school.org", password="wrong")
    assert 'role="alert" tabindex="-1" autofocus' in page
    assert "The address or the password is not right." in page
    assert page.index("is not right") < page.index('name="login"')


def test_after_many_failures_the_page_says_how_to_go_on(client):
    for _ in range(6):
        page = post(client, "login", login="nobody@school.org", password="wrong")
    assert "Wait a few minutes and try again" in page


def test_asking_too_often_gives_a_page_of_the_site(client):
    for _ in range(6):
        page = post(client, "reset_password", email="nobody@school.org")
    assert "<h1>Too many tries</h1>" in page


def test_signing_in_and_out_is_told(client):
    UserFactory(email="ada@school.org", name="Ada")
    page = post(client, "login", login="ada@school.org", password=PASSWORD)
    assert "You are signed in as Ada." in page
    assert "You are signed out." in post(client, "logout")


def test_a_changed_password_is_told_and_a_wrong_one_refused():
    browser = Client()
    browser.force_login(UserFactory())
    new = {"password1": "copper wire 5", "password2": "copper wire 5"}
    page = post(browser, "change_password", oldpassword="wrong", **new)
    assert "This is not your current password. Type it again." in page
    assert "Your password is changed." in post(
        browser, "change_password", oldpassword=PASSWORD, **new
    )


@pytest.fixture
def ada():
    return UserFactory(email="ada@school.org", name="Ada")


@pytest.fixture
def browser(ada):
    browser = Client()
    browser.force_login(ada)
    return browser


def test_the_only_address_cannot_be_removed(browser):
    page = get(browser, "email")
    assert "Main address" in page
    assert "Not confirmed yet" in page
    assert 'name="action_send"' in page
    assert 'name="action_remove"' not in page


def test_moving_to_another_address(browser, ada):
    page = post(browser, "email", email="countess@school.org", action_add="")
    assert "We have sent an e-mail to countess@school.org." in page
    new = EmailAddress.objects.get(email="countess@school.org")
    key = EmailConfirmationHMAC(new).key
    page = get(browser, "confirm_email", key)
    assert "Is <strong>countess@school.org</strong> the address of Ada?" in page
    own_words(page)
    assert "countess@school.org is confirmed." in post(browser, "confirm_email", key)
    post(browser, "email", email="countess@school.org", action_primary="")
    assert "ada@school.org is removed." in post(
        browser, "email", email="ada@school.org", action_remove=""
    )
    ada.refresh_from_db()
    assert ada.email == "countess@school.org"


def test_any_confirmed_address_signs_in(client, ada):
    EmailAddress.objects.create(user=ada, email="countess@school.org", verified=True)
    page = post(client, "login", login="countess@school.org", password=PASSWORD)
    assert "You are signed in as Ada." in page


def test_the_main_address_stays(browser, ada):
    get(browser, "email")
    EmailAddress.objects.filter(user=ada).update(primary=True, verified=True)
    EmailAddress.objects.create(user=ada, email="countess@school.org")
    page = post(browser, "email", email="ada@school.org", action_remove="")
    assert '<p class="bad">' in page
    assert "ada@school.org is your main address and stays." in page


@pytest.mark.parametrize(
    ("name", "args", "next_step"),
    [
        ("confirm_email", ["nothing"], "To my addresses"),
        ("reset_password_from_key", ["1", "nothing"], "Ask for a new link"),
    ],
)
def test_a_dead_link_says_what_to_do(client, name, args, next_step):
    page = get(client, name, *args)
    assert "<h1>This link no longer works</h1>" in page
    assert next_step in page
    own_words(page)


def test_an_address_of_another_account_is_not_confirmed_twice(client, ada):
    EmailAddress.objects.create(user=UserFactory(), email="both@school.org", verified=True)
    mine = EmailAddress.objects.create(user=ada, email="both@school.org")
    page = get(client, "confirm_email", EmailConfirmationHMAC(mine).key)
    assert "<h1>This address belongs to another account</h1>" in page


def test_an_account_that_is_switched_off_is_told_so(client):
    UserFactory(email="ada@school.org", is_active=False)
    page = post(client, "login", login="ada@school.org", password=PASSWORD)
    assert "<h1>This account is switched off</h1>" in page
